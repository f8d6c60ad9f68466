/** What is wrong with one field of a key; `field` "" for the key as a whole. */
export type ImportProblem = { field: string; message: string };

/** What becomes of one key of an import, or in a dry run would. `exists`: the team has a key of this hash, which is left as it is. Two lines with one hash are one key. */
export type ImportedLine = {
  line: number;
  outcome: "imported" | "exists" | "invalid";
  /** The key's shown id; null where there is none (yet). */
  keyId: string | null;
  problems: ImportProblem[];
};

export type ImportReport = {
  dryRun: boolean;
  imported: number;
  existing: number;
  invalid: number;
  lines: ImportedLine[];
};

export function toReport(dryRun: boolean, lines: ImportedLine[]): ImportReport {
  const count = (outcome: ImportedLine["outcome"]): number => lines.filter((line) => line.outcome === outcome).length;
  return { dryRun, imported: count("imported"), existing: count("exists"), invalid: count("invalid"), lines };
}
