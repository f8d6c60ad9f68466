import type { Environment } from "./environment";
import type { KeyStatus, SecretStatus } from "./status";

/** What people and programs see of a key. Ids are shown ids, instants ISO 8601 in UTC. Never a secret, never a hash. */
export type KeyView = {
  id: string;
  label: string;
  note: string | null;
  environment: Environment;
  status: KeyStatus;
  /** Why it is `expired`: its expiry, or a rotation that is overdue and cures it. Null in every other status. */
  endedBy: "expiry" | "rotation" | null;
  /** Of the current secret. */
  masked: string;
  scopes: string[];
  allowedIps: string[];
  rateLimit: { limit: number; windowSeconds: number };
  metadata: Record<string, unknown>;
  createdAt: string;
  createdBy: { id: string | null; name: string };
  updatedAt: string;
  expiresAt: string | null;
  /** By when the policy asks for the current secret to be rotated. */
  rotateBy: string | null;
  /** From `rotateBy` on the key is refused (status `expired`) until it is rotated. */
  rotationEnforced: boolean;
  disabledAt: string | null;
  revokedAt: string | null;
  revokeReason: string | null;
  lastUsed: LastUse | null;
  /** Newest first; more than one that has not ended: a rotation is under way. */
  secrets: SecretView[];
};

export type SecretView = {
  /** The public id inside the secret; of an imported one, which has none inside, the id it was given. */
  id: string;
  masked: string;
  /** Made elsewhere and known by its hash alone. */
  imported: boolean;
  /** Of an imported one: when it was made elsewhere, if its importer told. */
  madeAt: string | null;
  status: SecretStatus;
  createdAt: string;
  endsAt: string | null;
  lastUsed: LastUse | null;
};

export type LastUse = { at: string; ip: string | null; country: string | null; userAgent: string | null };

/** A mutation that made a secret: the one answer that ever holds the plaintext. */
export type RevealedKey = { key: KeyView; secret: string };

/** The answer to a rotation that leaves a young secret alone. */
export type RotatedKey = ({ rotated: true } & RevealedKey) | { rotated: false; key: KeyView };
