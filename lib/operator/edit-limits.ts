import { changeDeployment } from "./change-deployment";
import type { Operator } from "./operator";
import type { EditLimitsInput } from "./schema";

/**
 * The rate limit of a key that asks for no other. It holds for keys made from now on: no key changes its limit because of it.
 * @throws DomainError forbidden
 */
export const editLimits = (person: Operator, { defaultRateLimit }: EditLimitsInput): Promise<void> =>
  changeDeployment(person, { action: "limits.edit" }, (row) => {
    const before = { limit: row.defaultRateLimit, windowSeconds: row.defaultWindowSeconds };
    const { limit, windowSeconds } = defaultRateLimit;
    if (before.limit === limit && before.windowSeconds === windowSeconds) return null;
    return {
      data: { defaultRateLimit: limit, defaultWindowSeconds: windowSeconds },
      before: { defaultRateLimit: before },
      after: { defaultRateLimit },
    };
  });
