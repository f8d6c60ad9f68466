import { fieldErrorsOf } from "@/lib/refusal";
import type { ImportProblem } from "./report";
import { type ImportedKey, importedKeySchema } from "./schema";

/** A key as it came, and where. `trouble`: why it could not even be read as one. */
export type GivenLine = { line: number; given: unknown; trouble?: string };

export type ReadLine =
  | { line: number; key: ImportedKey; problems: [] }
  | { line: number; key: null; problems: ImportProblem[] };

/** A key by its schema, or all that is wrong with it. Pure. */
export function readLine({ line, given, trouble }: GivenLine): ReadLine {
  if (trouble !== undefined) return { line, key: null, problems: [{ field: "", message: trouble }] };
  const parsed = importedKeySchema.safeParse(given);
  if (parsed.success) return { line, key: parsed.data, problems: [] };
  const fields = Object.entries(fieldErrorsOf(parsed.error));
  return { line, key: null, problems: fields.map(([field, message]) => ({ field, message })) };
}
