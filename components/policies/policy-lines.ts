import type { PolicyInForce, SetBy } from "@/lib/policies/policy";
import { daysInWords, span } from "@/lib/policies/policy-words";

export type PolicyLine = { name: string; text: string; setBy: SetBy | null };

/** What is in force, limit by limit, in words. */
export function policyLines(policy: PolicyInForce): PolicyLine[] {
  const { maximumLifetimeDays, defaultExpiryDays, rotateEveryDays, overdueRotation, longestGraceSeconds } = policy;
  const { liveAllowList, setBy } = policy;
  return [
    {
      name: "Maximum lifetime",
      text: maximumLifetimeDays === null ? "No limit" : daysInWords(maximumLifetimeDays),
      setBy: setBy.maximumLifetimeDays,
    },
    {
      name: "Default expiry",
      text: defaultExpiryDays === null ? "None" : `In ${daysInWords(defaultExpiryDays)}`,
      setBy: setBy.defaultExpiryDays,
    },
    {
      name: "Rotation",
      text: rotateEveryDays === null ? "Not asked for" : `Every ${daysInWords(rotateEveryDays)}`,
      setBy: setBy.rotateEveryDays,
    },
    ...(overdueRotation === null
      ? []
      : [
          {
            name: "Overdue keys",
            text: overdueRotation === "end" ? "Ended until they are rotated" : "Shown, and go on working",
            setBy: setBy.overdueRotation,
          },
        ]),
    {
      name: "Longest grace of a rotation",
      text: longestGraceSeconds === null ? "30 days" : longestGraceSeconds === 0 ? "None" : span(longestGraceSeconds),
      setBy: setBy.longestGraceSeconds,
    },
    {
      name: "Allow list on live keys",
      text: liveAllowList ? "Required" : "Optional",
      setBy: setBy.liveAllowList,
    },
  ];
}

/** "set by the provider", "set by the team". */
export const setByText = (setBy: SetBy | null): string | null => (setBy === null ? null : `set by the ${setBy}`);
