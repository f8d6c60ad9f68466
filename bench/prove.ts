/** A part whose guarantee did not hold: the report is shown all the same, and the run fails. */
class Broken extends Error {
  override readonly name = "Failure";
}

/** What was promised and how often it did not hold. @throws when any did not */
export function prove(report: string, promises: Readonly<Record<string, number>>): string {
  const broken = Object.entries(promises).filter(([, times]) => times > 0);
  if (broken.length === 0) return report;
  const lines = broken.map(([promise, times]) => `BROKEN, ${times.toLocaleString("en")} times: ${promise}`);
  throw new Broken(`${report}\n\n${lines.join("\n")}`);
}
