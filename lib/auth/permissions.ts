import { DomainError } from "@/lib/errors";
import type { Actor } from "./actor";
import type { Role } from "./role";

/** Which role may do what: `own` = only to what the actor's person created (product "Words": member, role). */
export const PERMISSIONS = {
  "key:read": { owner: "any", admin: "any", developer: "any", viewer: "any" },
  "key:create": { owner: "any", admin: "any", developer: "any", viewer: "none" },
  "key:edit": { owner: "any", admin: "any", developer: "own", viewer: "none" },
  "key:rotate": { owner: "any", admin: "any", developer: "own", viewer: "none" },
  "key:disable": { owner: "any", admin: "any", developer: "own", viewer: "none" },
  "key:revoke": { owner: "any", admin: "any", developer: "own", viewer: "none" },
  "key:reveal": { owner: "any", admin: "any", developer: "own", viewer: "none" },
  "key:import": { owner: "any", admin: "any", developer: "none", viewer: "none" },
  "policy:read": { owner: "any", admin: "any", developer: "any", viewer: "any" },
  "policy:edit": { owner: "any", admin: "any", developer: "none", viewer: "none" },
  "usage:read": { owner: "any", admin: "any", developer: "any", viewer: "any" },
  "audit:read": { owner: "any", admin: "any", developer: "any", viewer: "any" },
  "alert:read": { owner: "any", admin: "any", developer: "any", viewer: "any" },
  "alert:acknowledge": { owner: "any", admin: "any", developer: "any", viewer: "none" },
  "alert:mute": { owner: "any", admin: "any", developer: "own", viewer: "none" },
  "webhook:read": { owner: "any", admin: "any", developer: "any", viewer: "any" },
  "webhook:edit": { owner: "any", admin: "any", developer: "none", viewer: "none" },
  "access_token:read": { owner: "any", admin: "any", developer: "own", viewer: "none" },
  "access_token:create": { owner: "any", admin: "any", developer: "any", viewer: "none" },
  "access_token:revoke": { owner: "any", admin: "any", developer: "own", viewer: "none" },
  "member:read": { owner: "any", admin: "any", developer: "any", viewer: "any" },
  "member:invite": { owner: "any", admin: "none", developer: "none", viewer: "none" },
  "member:change_role": { owner: "any", admin: "none", developer: "none", viewer: "none" },
  "member:remove": { owner: "any", admin: "none", developer: "none", viewer: "none" },
  "team:rename": { owner: "any", admin: "none", developer: "none", viewer: "none" },
  "team:transfer": { owner: "any", admin: "none", developer: "none", viewer: "none" },
} as const satisfies Record<string, Record<Role, "any" | "own" | "none">>;

export type Action = keyof typeof PERMISSIONS;

/** Pure: may this actor do this, to a resource made by this person? */
export function can(
  actor: Pick<Actor, "role" | "userId">,
  action: Action,
  resource?: { createdById: string | null },
): boolean {
  const reach = PERMISSIONS[action][actor.role];
  return reach === "any" || (reach === "own" && resource !== undefined && resource.createdById === actor.userId);
}

/** @throws DomainError forbidden, naming the role and what would allow it */
export function authorise(actor: Actor, action: Action, resource?: { createdById: string | null }): void {
  if (can(actor, action, resource)) return;
  const isOwnOnly = PERMISSIONS[action][actor.role] === "own";
  const reach = isOwnOnly ? "allows this only for what you created yourself" : "does not allow this";
  const whom = PERMISSIONS[action].admin === "any" ? "an owner or admin" : "an owner";
  throw new DomainError(
    "forbidden",
    `Your role in this team (${actor.role}) ${reach}. Ask ${whom} of the team to do it.`,
  );
}
