import type { OverdueRotation } from "./policy";

const DAY_MS = 86_400_000;
/** No rotation that is asked for anew or more strictly ends a key within these days, so that all notices can go out (product R4). */
export const ROTATION_NOTICE_DAYS = 30;

/** What one of the two, provider or team, asks about rotation. `rotationSince`: when that was last tightened. */
export type RotationRule = {
  rotateEveryDays: number | null;
  overdueRotation: OverdueRotation | null;
  rotationSince: Date | null;
};

/** By when a key's current secret is to be rotated; `rotationEnforced`: from then on the key is refused until it is. */
export type Rotation = { rotateBy: Date | null; rotationEnforced: boolean };

/** Does this change ask for more than before? Then its notice begins anew. */
export const isTightened = (before: Omit<RotationRule, "rotationSince">, after: Omit<RotationRule, "rotationSince">) =>
  (after.rotateEveryDays !== null &&
    (before.rotateEveryDays === null || after.rotateEveryDays < before.rotateEveryDays)) ||
  (after.overdueRotation === "end" && before.overdueRotation !== "end");

/**
 * When a secret made then is to be rotated under the rules of provider and team. Each interval is held to by whoever ends what is
 * overdue; the earliest of these deadlines counts, so that no rule puts off another one's. A deadline that was told before
 * (`held`) stays while it is not too early for the interval: to tighten a policy gives nobody more time.
 * lib/policies/apply-rotation.ts is its twin in SQL.
 */
export function rotationOf(
  secretCreatedAt: Date,
  rules: readonly RotationRule[],
  held: Rotation = { rotateBy: null, rotationEnforced: false },
): Rotation {
  const notice = ({ rotationSince }: RotationRule): number =>
    rotationSince === null ? Number.NEGATIVE_INFINITY : rotationSince.getTime() + ROTATION_NOTICE_DAYS * DAY_MS;
  const asked = rules.flatMap((rule) =>
    rule.rotateEveryDays === null
      ? []
      : [{ due: secretCreatedAt.getTime() + rule.rotateEveryDays * DAY_MS, notice: notice(rule) }],
  );
  if (asked.length === 0) return { rotateBy: null, rotationEnforced: false };
  const due = Math.min(...asked.map((one) => one.due));
  const deadlines = rules
    .filter(({ overdueRotation }) => overdueRotation === "end")
    .flatMap((ending) => asked.map((one) => Math.max(one.due, one.notice, notice(ending))));
  if (deadlines.length === 0) return { rotateBy: new Date(due), rotationEnforced: false };
  const told = held.rotationEnforced && held.rotateBy !== null ? held.rotateBy.getTime() : Number.NEGATIVE_INFINITY;
  const earliest = Math.min(...deadlines, ...(told >= due ? [told] : []));
  return { rotateBy: new Date(earliest), rotationEnforced: true };
}
