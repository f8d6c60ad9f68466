import { createHash } from "node:crypto";

/**
 * A row of audit_events with every column as the text it is hashed as. `at`: milliseconds since the epoch; `before` and `after`:
 * as jsonb writes them; `hash`: in hexadecimal.
 */
export type ChainedEvent = {
  seq: string;
  id: string;
  teamId: string;
  at: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  targetKind: string;
  targetId: string;
  before: string | null;
  after: string | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string | null;
  hash: string;
};

/** Where a chain ends: the last event's number and hash. */
export type ChainHead = { seq: number; hash: string };

/** What stands for the hash of the event before the first. */
export const CHAIN_START = "00".repeat(32);

// A string that is no half of a character is written by JSON.stringify exactly as jsonb writes it.
const asJsonb = (fields: readonly (string | null)[]): string =>
  `[${fields.map((field) => JSON.stringify(field)).join(", ")}]`;

/**
 * The hash that an event has after one with the hash `previous`: the twin of the database's audit_event_hash (migration
 * audit_chain), which says what the canonical form is.
 */
export const eventHash = (previous: string, event: ChainedEvent): string =>
  createHash("sha256")
    .update(
      asJsonb([
        "latchkey-audit-1",
        previous,
        event.seq,
        event.id,
        event.teamId,
        event.at,
        event.actorKind,
        event.actorId,
        event.actorName,
        event.action,
        event.targetKind,
        event.targetId,
        event.before,
        event.after,
        event.ip,
        event.userAgent,
        event.requestId,
      ]),
    )
    .digest("hex");
