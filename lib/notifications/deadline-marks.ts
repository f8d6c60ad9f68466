import { DAY } from "@/lib/usage/step";

/** How many days before a deadline somebody is told of it (product R4); 0: at the deadline itself. */
const MARKS = [30, 7, 1, 0] as const;
export type DeadlineMark = (typeof MARKS)[number];

const at = (deadline: Date, mark: DeadlineMark): number => deadline.getTime() - mark * DAY;

/**
 * The mark to tell somebody of now: the last one that was reached, however late it is found, so that after a jump of the clock the
 * nearest is told and those before it are not. None, when it lay before the date was set: who set it knew.
 * @param since when the date was set
 * @param now milliseconds
 */
export function dueDeadlineMark(deadline: Date, since: Date, now: number): DeadlineMark | null {
  const reached = MARKS.findLast((mark) => at(deadline, mark) <= now);
  return reached === undefined || at(deadline, reached) <= since.getTime() ? null : reached;
}

/** When the next mark is reached; null: the deadline is past. @param now milliseconds */
export function nextDeadlineMark(deadline: Date, now: number): Date | null {
  const next = MARKS.find((mark) => at(deadline, mark) > now);
  return next === undefined ? null : new Date(at(deadline, next));
}
