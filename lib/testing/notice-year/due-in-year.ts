import { DAY } from "@/lib/usage/step";
import { type DateSpan, START, STEP, STEPS, type YearKey } from "./plan-year";

// What is due by the product's words (R4), worked out anew from the plan of the year: nothing of lib/notifications is used here.

export type DueNotice = { label: string; kind: string; days: number; deadline: number; at: number; until: number };

/** Somebody of a team: when they were a member, which keys concern them, how they want mails. Milliseconds; `to` exclusive. */
export type YearPerson = {
  id: string;
  from: number;
  to: number;
  concerns: (key: YearKey) => boolean;
  mail: "each" | "daily" | "off";
};

const LAST = START + (STEPS - 1) * STEP;
const expiryAt = (key: YearKey, at: number): number =>
  key.expiries.findLast(({ setAt }) => setAt <= at)?.at ?? Number.POSITIVE_INFINITY;

function dueOf(key: YearKey, span: DateSpan, [before, end]: [string, string]): DueNotice[] {
  return [30, 7, 1, 0]
    .map((days) => ({
      ...{ label: key.label, kind: days === 0 ? end : before, days, deadline: span.at },
      ...{ at: span.at - days * DAY, until: span.until ?? Number.POSITIVE_INFINITY },
    }))
    .filter(({ at, until }) => at > span.setAt && at < until && at <= LAST);
}

/** Every notice of a key, with when it is due and until when it is true. */
export function dueInYear(key: YearKey): DueNotice[] {
  const expiries = key.expiries.flatMap((span) => dueOf(key, span, ["key.expiring", "key.expired"]));
  const rotations = key.rotations
    .flatMap((span) => dueOf(key, span, ["rotation.due", "rotation.overdue"]))
    .filter(({ at }) => at < expiryAt(key, at));
  return [...expiries, ...rotations];
}

const nameOf = ({ label, kind, days, deadline }: Omit<DueNotice, "at" | "until">): string =>
  `${label} ${kind} ${days} ${new Date(deadline).toISOString()}`;
export const dueName = nameOf;

/** The notices that somebody has in the dashboard at the end of the year. */
export const inDashboard = (keys: readonly YearKey[], person: YearPerson): string[] =>
  person.to <= LAST
    ? []
    : keys
        .filter(person.concerns)
        .flatMap(dueInYear)
        .filter(({ at }) => at >= person.from)
        .map(nameOf);

/** The notices that somebody was mailed in the year. */
export function inMails(keys: readonly YearKey[], person: YearPerson): string[] {
  if (person.mail === "off") return [];
  return keys.filter(person.concerns).flatMap((key) =>
    dueInYear(key)
      .filter((due) => {
        const isAtOnce = person.mail === "each" || due.days <= 1;
        // Digests go at 08:00, when the year's mornings begin.
        const sentAt = isAtOnce ? due.at : START + Math.ceil((due.at - START) / DAY) * DAY;
        const isTrue = sentAt < due.until && (due.kind.startsWith("key.") || sentAt < expiryAt(key, sentAt));
        return due.at >= person.from && due.at < person.to && sentAt < person.to && sentAt <= LAST && isTrue;
      })
      .map(nameOf),
  );
}
