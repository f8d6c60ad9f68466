import type { ChainedEvent } from "@/lib/audit/chain/event-hash";
import { CHAINED_COLUMNS } from "@/lib/audit/chain/read-chain";
import { type ExportHeader, readExport } from "@/lib/audit/chain/read-export";
import { troubleInWords } from "@/lib/audit/chain/trouble-words";
import { textOf, verifyFile } from "@/lib/audit/verify-file";
import { pool } from "@/lib/db/pool";
import { DomainError } from "@/lib/errors";

const AT_ONCE = 1_000;

/** `shared`: how many events export and database have in common, from the first on. */
export type LostEvents = { team: ExportHeader["team"]; shared: number; events: AsyncGenerator<ChainedEvent> };

async function requireWhole(file: string): Promise<void> {
  const verifying = verifyFile(file);
  let step = await verifying.next();
  while (!step.done) step = await verifying.next();
  const [verdict] = step.value;
  if (verdict?.trouble) {
    throw new DomainError(
      "invalid",
      `${file} is not as it was exported. ${troubleInWords(verdict.trouble)} Use another export.`,
    );
  }
}

async function hashesFrom(teamId: string, first: number): Promise<Map<number, string>> {
  const { rows } = await pool().query<ChainedEvent>(
    `SELECT ${CHAINED_COLUMNS} FROM audit_events e WHERE e.team_id = $1 AND e.seq >= $2 ORDER BY e.seq LIMIT ${AT_ONCE}`,
    [teamId, first],
  );
  return new Map(rows.map(({ seq, hash }) => [Number(seq), hash]));
}

/** How far export and database are the same; each event's hash covers all before it, so the last equal one decides. */
async function countShared(file: string, teamId: string): Promise<number> {
  const { events } = await readExport(textOf(file));
  let shared = 0;
  let stored = new Map<number, string>();
  for await (const batch of events) {
    for (const { seq, hash } of batch) {
      const at = Number(seq);
      if (!stored.has(at)) stored = await hashesFrom(teamId, at);
      if (stored.get(at) !== hash) return shared;
      shared = at;
    }
  }
  return shared;
}

async function* after(file: string, shared: number): AsyncGenerator<ChainedEvent> {
  const { events } = await readExport(textOf(file));
  for await (const batch of events) for (const event of batch) if (Number(event.seq) > shared) yield event;
}

/**
 * What an exported trail tells and a restored database does not know: the events after the last one that both have.
 * @throws DomainError invalid when the file is no whole trail, was altered, or is of another deployment
 */
export async function readLostEvents(file: string): Promise<LostEvents> {
  await requireWhole(file);
  const { header } = await readExport(textOf(file));
  const { team } = header;
  const shared = await countShared(file, team.id);
  if (shared === 0 && (await hashesFrom(team.id, 1)).size > 0) {
    throw new DomainError(
      "invalid",
      `${file} and the database have no event of ${team.slug} in common. Check that it is an export of this deployment.`,
    );
  }
  return { team, shared, events: after(file, shared) };
}
