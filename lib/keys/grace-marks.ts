/** How much of a rotation's grace is over when somebody is told that the replaced secret is still in use. */
const MARKS = [
  { mark: "half_over", share: 0.5 },
  { mark: "nearly_over", share: 0.9 },
] as const;
export type GraceMark = (typeof MARKS)[number]["mark"];

/** `startedAt`: when the successor was made. `endsAt`: when the replaced secret ends, as it stands now; an extension moves every mark. */
export type Grace = { startedAt: Date; endsAt: Date };

const MINUTE_MS = 60_000;

/** The share of a grace that is over at `now` (milliseconds), from 0 to 1. */
export function gracePassed({ startedAt, endsAt }: Grace, now: number): number {
  const length = endsAt.getTime() - startedAt.getTime();
  return length <= 0 ? 1 : Math.min(1, Math.max(0, (now - startedAt.getTime()) / length));
}

/** When each mark of a grace is reached, in order. */
export const graceMarks = ({ startedAt, endsAt }: Grace): { mark: GraceMark; at: Date }[] =>
  MARKS.map(({ mark, share }) => ({
    mark,
    at: new Date(startedAt.getTime() + Math.ceil((endsAt.getTime() - startedAt.getTime()) * share)),
  }));

/**
 * Used lately, by the measure of the grace: within its last quarter, at least 15 minutes, and since it began. So callers that
 * moved early raise nothing in a grace of a day, and a weekly job is not missed in one of a month.
 */
export function isUsedLately({ startedAt, endsAt }: Grace, now: number, lastUsedAt: Date | null): boolean {
  const lately = Math.max((endsAt.getTime() - startedAt.getTime()) / 4, 15 * MINUTE_MS);
  return lastUsedAt !== null && lastUsedAt >= startedAt && lastUsedAt.getTime() >= now - lately;
}

/**
 * The mark to tell somebody of now, or null. Found late, only the last one reached is due; after an extension a mark is due again
 * only if it lies after what was told already.
 * @param now milliseconds
 * @param lastUsedAt of the replaced secret
 * @param toldAt when the last mark of this secret was told; null: none was
 */
export function dueGraceMark(
  grace: Grace,
  now: number,
  lastUsedAt: Date | null,
  toldAt: Date | null,
): { mark: GraceMark; at: Date } | null {
  if (now >= grace.endsAt.getTime() || !isUsedLately(grace, now, lastUsedAt)) return null;
  const reached = graceMarks(grace).findLast(({ at }) => at.getTime() <= now);
  return reached === undefined || (toldAt !== null && reached.at <= toldAt) ? null : reached;
}
