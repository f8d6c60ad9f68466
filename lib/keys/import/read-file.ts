import { DomainError } from "@/lib/errors";
import { CsvTrouble, readCsv } from "./read-csv";
import type { GivenLine } from "./read-line";
import { importedKeySchema } from "./schema";

const COLUMNS = Object.keys(importedKeySchema.shape);

const listOf = (text: string): string[] => text.split(/[\s,;|]+/).filter((entry) => entry !== "");

function rateLimitOf(text: string): unknown {
  const [, limit, windowSeconds] = /^(\d+)(?:\/(\d+))?$/.exec(text) ?? [];
  if (limit === undefined) return text;
  return { limit: Number(limit), ...(windowSeconds !== undefined && { windowSeconds: Number(windowSeconds) }) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** How a column's text becomes the field's value; the schema judges what comes of it. */
const VALUE: Record<string, (text: string) => unknown> = {
  scopes: listOf,
  allowedIps: listOf,
  rateLimit: rateLimitOf,
  metadata: jsonOf,
  expiresAt: (text) => (text === "never" ? null : text),
};

function csvLines(text: string): GivenLine[] {
  const [head, ...rows] = readCsv(text);
  const columns = (head?.cells ?? []).map((name) => name.trim());
  const unknown = columns.find((name) => !COLUMNS.includes(name));
  if (unknown !== undefined || !columns.includes("hash") || new Set(columns).size < columns.length) {
    const what =
      unknown === undefined ? "It must name each column once, hash among them." : `There is no "${unknown}".`;
    throw new DomainError(
      "invalid",
      `The file's first line names its columns. ${what} Columns: ${COLUMNS.join(", ")}.`,
    );
  }
  return rows.map(({ line, cells }) => {
    if (cells.length > columns.length) {
      return { line, given: null, trouble: `There are ${cells.length} cells, and ${columns.length} columns.` };
    }
    // An empty cell is a field that is left out.
    const fields = columns.flatMap((name, i) => {
      const cell = cells[i]?.trim() ?? "";
      const readCell = VALUE[name] ?? ((text: string) => text);
      return cell === "" ? [] : [[name, readCell(cell)] as const];
    });
    return { line, given: Object.fromEntries(fields) };
  });
}

function jsonLine(text: string, i: number): GivenLine[] {
  if (text.trim() === "") return [];
  try {
    return [{ line: i + 1, given: JSON.parse(text) }];
  } catch {
    // The parser's own message would quote the line.
    return [{ line: i + 1, given: null, trouble: "This line is no JSON object." }];
  }
}

/**
 * The keys of a file to import, each with its line: CSV whose first line names the columns, or JSON Lines, known by the brace that
 * it begins with. In CSV scopes and addresses are separated by spaces, a rate limit is `1000/60`, metadata JSON, and an expiry may
 * be `never`.
 * @throws DomainError invalid when the file as a whole cannot be read
 */
export function readImportFile(text: string): GivenLine[] {
  try {
    const isJson = /^\ufeff?\s*\{/.test(text);
    const lines = isJson
      ? text
          .replace(/^\ufeff/, "")
          .split(/\r?\n/)
          .flatMap(jsonLine)
      : csvLines(text);
    if (lines.length > 0) return lines;
  } catch (error) {
    if (error instanceof CsvTrouble) throw new DomainError("invalid", error.message);
    throw error;
  }
  throw new DomainError("invalid", "The file holds no keys.");
}
