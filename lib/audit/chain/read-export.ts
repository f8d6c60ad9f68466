import { z } from "zod";
import { DomainError } from "@/lib/errors";
import type { ChainedEvent, ChainHead } from "./event-hash";
import { jsonbText } from "./jsonb-text";
import { type JsonValue, NumberToken, readJson } from "./read-json";
import { splitExport } from "./split-export";

export const EXPORT_FORMAT = "latchkey-audit-1";

const headerSchema = z.object({
  format: z.literal(EXPORT_FORMAT),
  team: z.object({ id: z.string(), slug: z.string() }),
  /** What the events were chosen by; null: all of them are there. */
  filter: z.record(z.string(), z.unknown()).nullable(),
  head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
});
export type ExportHeader = z.output<typeof headerSchema>;

const FIELDS = new Set(
  "seq id teamId at actorKind actorId actorName action targetKind targetId before after ip userAgent requestId hash".split(
    " ",
  ),
);

const malformed = (why: string): DomainError =>
  new DomainError(
    "invalid",
    `This is no whole export of a trail: ${why}. Export it again as JSON, from the Audit page.`,
  );

/** What is not as an export has it becomes a text that no hash was computed over. */
const asText = (value: JsonValue | undefined): string | null => {
  if (value === undefined || value === null || typeof value === "string") return value ?? null;
  return value instanceof NumberToken ? value.source : `\0${jsonbText(value)}`;
};
const asFacts = (value: JsonValue | undefined): string | null =>
  value === undefined || value === null ? null : jsonbText(value);
const asMilliseconds = (iso: string | null): string => {
  const at = Date.parse(iso ?? "");
  return Number.isNaN(at) ? `\0${iso}` : String(at);
};

function toChained(text: string, teamId: string): ChainedEvent {
  const event = readJson(text);
  if (!(event instanceof Map)) throw new SyntaxError("an event that is no object");
  const field = (name: string) => asText(event.get(name));
  const given = (name: string) => field(name) ?? "\0";
  // More than the chain covers, or another team's: nothing of it can be vouched for.
  const isOurs = [...event.keys()].every((name) => FIELDS.has(name)) && event.get("teamId") === teamId;
  return {
    seq: given("seq"),
    id: given("id"),
    teamId: isOurs ? teamId : `\0${given("teamId")}`,
    at: asMilliseconds(field("at")),
    actorKind: given("actorKind"),
    actorId: field("actorId"),
    actorName: given("actorName"),
    action: given("action"),
    targetKind: given("targetKind"),
    targetId: given("targetId"),
    before: asFacts(event.get("before")),
    after: asFacts(event.get("after")),
    ip: field("ip"),
    userAgent: field("userAgent"),
    requestId: field("requestId"),
    hash: given("hash"),
  };
}

/**
 * Reads an exported trail piece by piece.
 * @param chunks the file's text
 * @throws DomainError invalid when it is no export, or no whole one
 */
export async function readExport(
  chunks: AsyncIterable<string>,
): Promise<{ header: ExportHeader; head: ChainHead | null; events: AsyncGenerator<ChainedEvent[]> }> {
  const parts = splitExport(chunks);
  const next = () =>
    parts.next().catch((error: unknown) => {
      throw error instanceof SyntaxError ? malformed(error.message) : error;
    });
  let header: ExportHeader;
  try {
    header = headerSchema.parse(JSON.parse((await next()).value ?? ""));
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw malformed("it does not begin as one");
  }
  const events = async function* (): AsyncGenerator<ChainedEvent[]> {
    for (let part = await next(); !part.done; part = await next()) {
      try {
        yield [toChained(part.value, header.team.id)];
      } catch (error) {
        throw error instanceof SyntaxError || error instanceof RangeError ? malformed(error.message) : error;
      }
    }
  };
  return { header, head: header.head, events: events() };
}
