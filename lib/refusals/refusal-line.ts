import type { Refusal } from "./refusal";

const LETTER_R = 82;
const NEWLINE = 10;
const BREAKING = /[\p{Cc}\p{Cs}]/gu;

/** Whatever PostgreSQL's jsonb refuses becomes a space, wherever in the facts a caller's own words stand. */
const cleaned = (_name: string, value: unknown): unknown =>
  typeof value === "string" ? value.replace(BREAKING, " ") : value;

/** A refusal as a line of the usage spool: `R` and JSON, which has no line ends. */
export const refusalLine = (refusal: Refusal): string => `R${JSON.stringify(refusal, cleaned)}\n`;

/** Does the line that begins there hold a refusal, which no reader of usage has to understand? */
export const isRefusalAt = (lines: Buffer | string, at: number): boolean =>
  (typeof lines === "string" ? lines.charCodeAt(at) : lines[at]) === LETTER_R;

/** Where the next line that holds a refusal begins; -1 for none. */
function nextRefusal(segment: Buffer, from: number): number {
  const before = segment.indexOf("\nR", from);
  return before < 0 ? -1 : before + 1;
}

/** The refusals of a whole segment; a line that is torn, or no JSON, is none. */
export function refusalsIn(segment: Buffer): Refusal[] {
  const found: Refusal[] = [];
  for (let at = isRefusalAt(segment, 0) ? 0 : nextRefusal(segment, 0); at >= 0; ) {
    const end = segment.indexOf(NEWLINE, at);
    if (end < 0) break;
    try {
      found.push(JSON.parse(segment.toString("utf8", at + 1, end)));
    } catch {
      // Somebody else's line; the usage beside it is counted all the same.
    }
    at = nextRefusal(segment, end);
  }
  return found;
}
