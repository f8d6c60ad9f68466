/** From most to least: an owner may all, a viewer only reads (product "Words"). */
export const ROLES = ["owner", "admin", "developer", "viewer"] as const;
export type Role = (typeof ROLES)[number];

/** True when `role` is at least `minimum`. */
export const atLeast = (role: Role, minimum: Role): boolean => ROLES.indexOf(role) <= ROLES.indexOf(minimum);

/** The one of both that may less. */
export const lowerRole = (one: Role, other: Role): Role => (atLeast(one, other) ? other : one);
