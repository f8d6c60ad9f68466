import { recordEvent } from "@/lib/audit/record-event";
import type { Person } from "@/lib/auth/person";
import { requireOperator } from "@/lib/auth/require-operator";
import { inTransaction } from "@/lib/db/prisma";
import { DomainError } from "@/lib/errors";

const BATCH = 1_000;

/** `userId` null: the command line, where nobody signs in. */
type Operator = Pick<Person, "isOperator" | "name" | "ip" | "userAgent" | "requestId"> & { userId: string | null };

const actorOf = ({ userId, ...person }: Operator) =>
  userId === null ? null : { ...person, kind: "user" as const, id: userId };

/** One batch of one team, with its event. @returns how many went; 0: nothing is left */
const forgetBatch = (person: Operator): Promise<number> =>
  inTransaction(async (tx) => {
    // Whoever makes a secret, or switches the mode again, waits for this and this for them.
    const [deployment] = await tx.$queryRaw<{ mode: string }[]>`
      SELECT storage_mode::text AS mode FROM deployment WHERE id = 1 FOR SHARE`;
    if (deployment?.mode !== "irretrievable") {
      throw new DomainError(
        "conflict",
        "Secrets are stored retrievably, so each new one would be sealed again. Choose the irretrievable mode first.",
      );
    }
    const [gone] = await tx.$queryRaw<{ team: string; secrets: number }[]>`
      WITH one AS (
        SELECT k.team_id FROM sealed_secrets e JOIN secrets s ON s.public_id = e.public_id JOIN keys k ON k.id = s.key_id LIMIT 1
      ), batch AS (
        SELECT e.public_id, k.team_id
        FROM one JOIN keys k ON k.team_id = one.team_id JOIN secrets s ON s.key_id = k.id
          JOIN sealed_secrets e ON e.public_id = s.public_id
        LIMIT ${BATCH}
      ), gone AS (
        DELETE FROM sealed_secrets e USING batch b WHERE e.public_id = b.public_id RETURNING b.team_id
      )
      SELECT team_id::text AS team, count(*)::int AS secrets FROM gone GROUP BY team_id`;
    if (gone === undefined) return 0;
    await recordEvent(tx, gone.team, actorOf(person), {
      action: "secret.forget",
      target: { kind: "team", id: gone.team },
      after: { secrets: gone.secrets },
    });
    return gone.secrets;
  });

/**
 * After a switch back to the irretrievable mode: deletes the sealed form of every secret, for good. The secrets go on working; only
 * nobody can show them again. In batches: broken off and begun again, it goes on where it was.
 * @returns how many were forgotten
 * @throws DomainError forbidden; conflict while secrets are stored retrievably
 */
export async function forgetSealedSecrets(person: Operator): Promise<{ forgotten: number }> {
  requireOperator(person);
  let forgotten = 0;
  for (let batch = await forgetBatch(person); batch > 0; batch = await forgetBatch(person)) forgotten += batch;
  return { forgotten };
}
