import type { StorageMode } from "@/lib/operator/schema";

/** What each mode gives and costs, in the words that an operator decides by (product S5). */
export const MODE_WORDS: Record<
  StorageMode,
  { name: string; lead: string; gives: readonly string[]; costs: readonly string[] }
> = {
  irretrievable: {
    name: "Irretrievable",
    lead: "Only a hash of each secret is kept. The right choice for nearly everybody.",
    gives: [
      "Whoever copies the database, a backup or this whole machine has no key in hand.",
      "There is nothing to decrypt, and no key-encryption key to guard.",
    ],
    costs: ["A secret is shown once. Whoever loses it rotates the key."],
  },
  retrievable: {
    name: "Retrievable",
    lead: "Beside the hash, each new secret is kept encrypted (AES-256-GCM), and its team can show it again.",
    gives: [
      "A lost secret can be looked up by those who may, after they have proven again who they are. Each look is in the audit trail.",
    ],
    costs: [
      "Whoever has both the database and the key-encryption key has every live secret of every team.",
      "The key-encryption key (LATCHKEY_KEK) has to be kept apart from the database and its backups, and rolled over now and then. Lost, it makes what is sealed unreadable; verification goes on.",
      "Somebody at an unlocked screen of yours is one proof away from a secret.",
    ],
  },
};

/** "1 secret", "12 secrets" */
export const counted = (secrets: number): string =>
  `${secrets.toLocaleString("en")} ${secrets === 1 ? "secret" : "secrets"}`;
