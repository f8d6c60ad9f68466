import { createHash } from "node:crypto";
import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { heardByGateways } from "@/lib/db/heard-by-gateways";
import { inTransaction, type Transaction } from "@/lib/db/prisma";
import { newId, showId } from "@/lib/ids";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { holdPolicy } from "@/lib/policies/hold-policy";
import { rotationOf } from "@/lib/policies/rotation";
import { ensureImportKey } from "./ensure-import-key";
import { insertImported } from "./insert-imported";
import { type JudgedKey, judgeKey } from "./judge-key";
import { type KnownHash, knownHashes } from "./known-hashes";
import type { ReadLine } from "./read-line";
import { refuseInvalid } from "./refuse-invalid";
import { type ImportedLine, type ImportReport, toReport } from "./report";

export type ImportInput = {
  lines: readonly ReadLine[];
  /** Judges everything and writes nothing. */
  dryRun: boolean;
  /** Leaves out what is wrong. Otherwise nothing is written when anything is. */
  skipInvalid: boolean;
};

const FOREIGN = "This hash cannot be imported: a key outside this team has it.";

/** What is to be said of a key by its hash alone; null: nothing has it yet. */
function judgeHash(
  { line, hash }: { line: number; hash: string },
  known: KnownHash | undefined,
  seen: Map<string, number>,
  teamId: string,
): ImportedLine | null {
  if (known !== undefined && known.teamId !== teamId) {
    return { line, outcome: "invalid", keyId: null, problems: [{ field: "hash", message: FOREIGN }] };
  }
  const first = seen.get(hash) ?? line;
  seen.set(hash, first);
  if (known === undefined && first === line) return null;
  const message = `Line ${first} has this hash, too, and is the one that counts.`;
  const problems = first === line ? [] : [{ field: "hash", message }];
  return { line, outcome: "exists", keyId: known === undefined ? null : showId("key", known.keyId), problems };
}

/** One event a batch: a trail has a link for each event, and what a batch made is told by its range and digest. */
const recordImport = (tx: Transaction, actor: Actor, ids: readonly string[]): Promise<void> =>
  recordEvent(tx, actor.teamId, actor, {
    action: "key.import",
    target: { kind: "team", id: actor.teamId },
    after: {
      keys: ids.length,
      first: showId("key", ids[0] as string),
      last: showId("key", ids.at(-1) as string),
      // Over the ids in their order, one a line: whoever holds a list can prove that it is this one.
      sha256: createHash("sha256")
        .update(ids.map((id) => showId("key", id)).join("\n"))
        .digest("hex"),
    },
  });

/**
 * Takes over keys made elsewhere, by the SHA-256 of their secrets, in one transaction: all of them, or none when one is wrong and
 * `skipInvalid` is not asked for. A hash the team has already is left as it is, so that an import can be repeated; a revoked key
 * does not come back by it.
 * @param seen hashes of lines before these, for what comes in several batches
 * @throws DomainError forbidden; unauthenticated when the session ended on the way; invalid, unless in a dry run, with each field at
 *   fault as `keys.<position>.<field>`
 */
export async function importKeys(
  actor: Actor,
  { lines: read, dryRun, skipInvalid }: ImportInput,
  seen: Map<string, number> = new Map(),
): Promise<ImportReport> {
  authorise(actor, "key:import");
  const settings = await deploymentSettings();
  const mayWrite = !dryRun && (skipInvalid || read.every(({ key }) => key !== null));
  const made = mayWrite && read.some(({ key }) => key !== null) ? await ensureImportKey() : null;

  const report = await inTransaction(async (tx) => {
    const { provider, team, inForce: policy } = await holdPolicy(tx, actor.teamId);
    await holdAuthority(tx, actor);
    // One import at a time: another one's hashes are there, or are not.
    if (made !== null) await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('latchkey import'))`;
    const now = clock.now();
    const known = await knownHashes(
      tx,
      read.flatMap(({ key }) => (key === null ? [] : [key.hash])),
    );
    const rules = { role: actor.role, catalogue: settings.scopes, policy, now };
    const fresh: { id: string; key: JudgedKey }[] = [];
    const judge = ({ line, key: given, problems }: ReadLine): ImportedLine => {
      if (given === null) return { line, outcome: "invalid", keyId: null, problems };
      const byHash = judgeHash({ line, hash: given.hash }, known.get(given.hash), seen, actor.teamId);
      if (byHash !== null) return byHash;
      const judged = judgeKey(given, rules);
      if (judged.problems.length > 0) return { line, outcome: "invalid", keyId: null, problems: judged.problems };
      const id = newId();
      fresh.push({ id, key: judged.key });
      return { line, outcome: "imported", keyId: dryRun ? null : showId("key", id), problems: [] };
    };
    const judged = read.map(judge);
    if (!dryRun && !skipInvalid) refuseInvalid(judged);
    if (made !== null && fresh.length > 0) {
      const { defaultRateLimit } = settings;
      const rotation = rotationOf(now, [provider, team]);
      await insertImported(tx, { actor, keys: fresh, importKey: made.importKey, defaultRateLimit, rotation, now });
      await recordImport(
        tx,
        actor,
        fresh.map(({ id }) => id),
      );
    }
    return toReport(dryRun, judged);
  }, LONGEST_MS);
  if (made?.isNew) await heardByGateways();
  return report;
}

const LONGEST_MS = 60_000;
