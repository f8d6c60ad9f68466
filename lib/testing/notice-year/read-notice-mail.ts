import { dueName } from "./due-in-year";

const TITLE =
  /^“(?<label>.+?)” (?:(?<expiring>expires in)|(?<expired>has expired)|(?<due>is to be rotated within)|(?<overdue>is refused until it is rotated|is overdue for rotation))(?: (?<n>\d+) (?<unit>day|hour)s?)?$/;
const DATE =
  /(?:expires on|expired on|asks for a new secret by|asked for a new secret by) (\d+ \w+ \d+) at (\d\d:\d\d) UTC/;

/** The notices that a mail's text tells, by the names of the oracle: what a person reads in it, and nothing else, is gone by. */
export function readNoticeMail(text: string): string[] {
  const lines = text.split("\n");
  return lines.flatMap((line, i) => {
    const title = TITLE.exec(line)?.groups;
    if (title === undefined) return [];
    const date = DATE.exec(lines.slice(i + 1, i + 4).join("\n"));
    const kind = title.expiring
      ? "key.expiring"
      : title.expired
        ? "key.expired"
        : title.due
          ? "rotation.due"
          : "rotation.overdue";
    const n = title.unit === "hour" ? 1 : Number(title.n ?? 0);
    // A reminder is read some hours after its mark: "in 29 days" is that of 30.
    const days = n === 0 ? 0 : n > 7 ? 30 : n > 1 ? 7 : 1;
    return [dueName({ label: title.label ?? "", kind, days, deadline: Date.parse(`${date?.[1]} ${date?.[2]} UTC`) })];
  });
}
