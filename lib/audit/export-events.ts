import type { Actor } from "@/lib/auth/actor";
import { authorise } from "@/lib/auth/permissions";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import type { ChainedEvent, ChainHead } from "./chain/event-hash";
import { CHAINED_COLUMNS, readHead } from "./chain/read-chain";
import { EXPORT_FORMAT } from "./chain/read-export";
import { eventConditions } from "./event-conditions";
import { csvHead, csvRow } from "./event-csv";
import type { AuditFilter, ExportEventsQuery } from "./schema";
import { showTime, toViews } from "./to-view";

const AT_ONCE = 1_000;

/**
 * The events that a filter chooses, in the order of the chain, up to its end at the time of asking. Read some at a time and
 * without a transaction, however slow the reader is: what is there stays as it is.
 */
async function* readEvents(
  teamId: string,
  filter: AuditFilter,
  head: ChainHead | null,
): AsyncGenerator<ChainedEvent[]> {
  const { where, values } = eventConditions(teamId, filter);
  for (let after = "0"; ; ) {
    const { rows } = await pool().query<ChainedEvent>(
      `SELECT ${CHAINED_COLUMNS} FROM audit_events e
       WHERE ${where} AND e.seq > ${after} AND e.seq <= ${head?.seq ?? 0} ORDER BY e.seq LIMIT ${AT_ONCE}`,
      values,
    );
    if (rows.length > 0) yield rows;
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.seq ?? after;
  }
}

/** The columns as they are stored, so that their hash can be computed again; facts exactly as PostgreSQL writes them. */
function jsonEvent({ seq, at, before, after, hash, ...event }: ChainedEvent): string {
  const { requestId, userAgent, ip, ...first } = event;
  const texts = JSON.stringify({ ...first, at: showTime(at) }).slice(1, -1);
  const last = JSON.stringify({ ip, userAgent, requestId, hash }).slice(1, -1);
  return `{"seq":${seq},${texts},"before":${before},"after":${after},${last}}`;
}

/**
 * The trail, or what a filter chooses of it, as JSON. Without a filter `npm run admin -- audit verify --file` can verify it
 * offline (lib/audit/chain/read-export.ts reads it).
 */
export function exportJson(
  actor: Actor,
  team: { slug: string; name: string },
  { format: _, ...filter }: ExportEventsQuery,
): AsyncGenerator<string> {
  authorise(actor, "audit:read");
  return writeTrail({ id: actor.teamId, ...team }, filter);
}

/** The same, for callers that have asked already whether whoever wants it may read it. */
export async function* writeTrail(
  team: { id: string; slug: string; name: string },
  filter: AuditFilter = {},
): AsyncGenerator<string> {
  const head = await readHead(pool(), team.id);
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const header = {
    format: EXPORT_FORMAT,
    team: { id: team.id, slug: team.slug, name: team.name },
    exportedAt: clock.now().toISOString(),
    filter: isFiltered ? filter : null,
    head,
  };
  yield `${JSON.stringify(header).slice(0, -1)},"events":[`;
  let isFirst = true;
  for await (const rows of readEvents(team.id, filter, head)) {
    yield `${isFirst ? "" : ","}\n${rows.map(jsonEvent).join(",\n")}`;
    isFirst = false;
  }
  yield "\n]}\n";
}

/**
 * The same as CSV, for people and spreadsheets.
 * @param nameKeys the labels of keys (shown ids)
 */
export async function* exportCsv(
  actor: Actor,
  { format: _, ...filter }: ExportEventsQuery,
  nameKeys: (keyIds: string[]) => Promise<Record<string, { label: string }>>,
): AsyncGenerator<string> {
  authorise(actor, "audit:read");
  yield csvHead;
  for await (const rows of readEvents(actor.teamId, filter, await readHead(pool(), actor.teamId))) {
    const views = await toViews(rows);
    const names = await nameKeys([...new Set(views.flatMap(({ target }) => (target.kind === "key" ? target.id : [])))]);
    yield views.map((view) => csvRow(view, names[view.target.id]?.label)).join("");
  }
}
