import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";
import type { EditLimitsInput } from "./schema";

/**
 * What a key gets that asks for nothing else, and how long one may live at most. Both hold for keys made, and expiries set, from
 * now on: no key changes its limit or its end because of it.
 * @throws DomainError forbidden
 */
export const editLimits = (person: Operator, input: EditLimitsInput): Promise<void> =>
  changeDeployment(person, { action: "limits.edit" }, (row) => {
    const before = {
      defaultRateLimit: { limit: row.defaultRateLimit, windowSeconds: row.defaultWindowSeconds },
      maximumLifetimeDays: row.maximumLifetimeDays,
    };
    const { defaultRateLimit, maximumLifetimeDays } = input;
    const isSame =
      before.defaultRateLimit.limit === defaultRateLimit.limit &&
      before.defaultRateLimit.windowSeconds === defaultRateLimit.windowSeconds &&
      before.maximumLifetimeDays === maximumLifetimeDays;
    if (isSame) return null;
    return {
      data: {
        defaultRateLimit: defaultRateLimit.limit,
        defaultWindowSeconds: defaultRateLimit.windowSeconds,
        maximumLifetimeDays,
      },
      before,
      after: input,
    };
  });
