import { NO_POLICY, type Policy } from "./policy";

type Facts = Record<string, string | number | boolean | null>;

/** What differs between two policies, for the trail; null: nothing. */
export function changedLimits(before: Policy, after: Policy): { before: Facts; after: Facts } | null {
  const changed = (Object.keys(NO_POLICY) as (keyof Policy)[]).filter((limit) => before[limit] !== after[limit]);
  if (changed.length === 0) return null;
  const of = (policy: Policy): Facts => Object.fromEntries(changed.map((limit) => [limit, policy[limit]]));
  return { before: of(before), after: of(after) };
}
