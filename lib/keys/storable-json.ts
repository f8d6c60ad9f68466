export const MAXIMUM_JSON_DEPTH = 16;

const UNSTORABLE = /[\0\p{Cs}]/u;

/** True when nothing in it lies deeper than MAXIMUM_JSON_DEPTH. It never goes deeper itself, so no input can exhaust the stack. */
export const isShallow = (value: unknown, levels = MAXIMUM_JSON_DEPTH): boolean =>
  typeof value !== "object" ||
  value === null ||
  (levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1)));

/** True when PostgreSQL's jsonb takes every name and text in it: no NUL, no lone surrogate. For shallow values. */
export const isStorableJson = (value: unknown): boolean => {
  if (typeof value === "string") return !UNSTORABLE.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, inner]) => !UNSTORABLE.test(name) && isStorableJson(inner));
};
