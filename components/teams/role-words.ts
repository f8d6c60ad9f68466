import { ROLES, type Role } from "@/lib/auth/role";

export const ROLE_LABELS: Record<Role, string> = {
  owner: "Owner",
  admin: "Admin",
  developer: "Developer",
  viewer: "Viewer",
};

/** What a role is for, in a line; the table of permissions says it exactly. */
export const ROLE_SUMMARIES: Record<Role, string> = {
  owner: "An owner may do everything, including members and ownership.",
  admin: "An admin manages every key and access token, and no members.",
  developer: "A developer creates keys and manages those; they see all keys and usage.",
  viewer: "A viewer reads everything, the audit trail included, and changes nothing.",
};

/** "an owner", "a viewer" */
export const roleWithArticle = (role: Role): string => `${/^[ao]/.test(role) ? "an" : "a"} ${role}`;

/** As options of a select, from the role given downwards. */
export const roleOptions = (most: Role = "owner"): { value: Role; label: string }[] =>
  ROLES.slice(ROLES.indexOf(most)).map((value) => ({ value, label: ROLE_LABELS[value] }));
