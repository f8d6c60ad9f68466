import type { LeakResponse } from "@/lib/leaks/leak-response";

type Words = { label: string; description: string; follows: string };

/** Each choice of the operator, and what it means for who reports a leak. */
export const RESPONSE_WORDS: Record<LeakResponse, Words> = {
  alert: {
    label: "Tell people",
    description: "An alert is opened, and everybody whom it concerns is told at once. The secret goes on working.",
    follows: "An alert is opened, and everybody whom it concerns is told at once. The secret goes on working.",
  },
  end_secret: {
    label: "Tell people and end the secret",
    description:
      "The secret is refused within a second. Its key stays, with its other secrets; one that has none left is refused until it is rotated.",
    follows: "The secret is ended at once, and everybody whom it concerns is told. Rotate the key for a new one.",
  },
  revoke_key: {
    label: "Tell people and revoke the key",
    description: "Every secret of the key is refused within a second, for good.",
    follows: "The key is revoked at once, for good, and everybody whom it concerns is told.",
  },
};
