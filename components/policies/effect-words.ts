import type { Policy } from "@/lib/policies/policy";
import { daysInWords } from "@/lib/policies/policy-words";
import type { PolicyEffect } from "@/lib/policies/preview-policy";

/** "1 key has …, and it goes on" or "12 keys have …, and they go on". */
const said = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count.toLocaleString("en")} ${many}`;

function overdueThen(endsAt: number | null, now: number, date: (at: number) => string): [one: string, many: string] {
  if (endsAt === null)
    return [
      "it is shown as overdue at once, and goes on working",
      "they are shown as overdue at once, and go on working",
    ];
  if (endsAt <= now) return ["it is refused until it is rotated", "they are refused until they are rotated"];
  const until = `until ${date(endsAt)} to be rotated`;
  return [`it has ${until}, and is refused then`, `they have ${until}, and are refused then`];
}

/**
 * What a policy would find, in sentences; none where every key is as it wants them.
 * @param date writes a date out, in the reader's own zone
 */
export function effectWords(
  { overdue, overdueEndsAt, pastLifetime, withoutAllowList }: PolicyEffect,
  { rotateEveryDays, maximumLifetimeDays }: Pick<Policy, "rotateEveryDays" | "maximumLifetimeDays">,
  now: number,
  date: (at: number) => string,
): string[] {
  const sentences: string[] = [];
  if (overdue && rotateEveryDays !== null) {
    const [one, many] = overdueThen(overdueEndsAt === null ? null : Date.parse(overdueEndsAt), now, date);
    const older = `a secret older than ${daysInWords(rotateEveryDays)}`;
    sentences.push(said(overdue, `key has ${older}: ${one}.`, `keys have ${older}: ${many}.`));
  }
  if (pastLifetime && maximumLifetimeDays !== null) {
    const longer = `longer than ${daysInWords(maximumLifetimeDays)}, or for ever`;
    sentences.push(
      said(
        pastLifetime,
        `key lives ${longer}: it goes on as it is, and Key review shows it.`,
        `keys live ${longer}: they go on as they are, and Key review shows them.`,
      ),
    );
  }
  if (withoutAllowList) {
    sentences.push(
      said(
        withoutAllowList,
        "live key has no allow list: it goes on working, and Key review shows it.",
        "live keys have no allow list: they go on working, and Key review shows them.",
      ),
    );
  }
  return sentences;
}
