import { DomainError, type FieldErrors } from "@/lib/errors";
import type { ImportedLine } from "./report";

/** @throws DomainError invalid when any key of the import is */
export function refuseInvalid(lines: readonly ImportedLine[]): void {
  const fields: FieldErrors = {};
  let invalid = 0;
  for (const [i, { outcome, problems }] of lines.entries()) {
    if (outcome !== "invalid") continue;
    invalid++;
    for (const { field, message } of problems) fields[field === "" ? `keys.${i}` : `keys.${i}.${field}`] = message;
  }
  if (invalid === 0) return;
  throw new DomainError(
    "invalid",
    `${invalid} of ${lines.length} keys cannot be imported, so none was. Correct them, or ask with skipInvalid to leave them out.`,
    fields,
  );
}
