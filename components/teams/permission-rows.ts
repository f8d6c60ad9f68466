import { type Action, PERMISSIONS } from "@/lib/auth/permissions";
import { ROLES, type Role } from "@/lib/auth/role";

type Reach = (typeof PERMISSIONS)[Action][Role];

/** Of every action: what it is done to, and the verb. A new action without words does not compile. */
const WORDS: Record<Action, readonly [area: string, verb: string]> = {
  "key:read": ["Keys", "See"],
  "key:create": ["Keys", "Create"],
  "key:edit": ["Keys", "Edit"],
  "key:rotate": ["Keys", "Rotate"],
  "key:disable": ["Keys", "Disable and enable"],
  "key:revoke": ["Keys", "Revoke"],
  "key:reveal": ["Keys", "Show a retrievable secret"],
  "key:import": ["Keys", "Import from elsewhere"],
  "policy:read": ["Policies", "See"],
  "policy:edit": ["Policies", "Edit"],
  "usage:read": ["Usage", "See"],
  "audit:read": ["Audit trail", "See"],
  "alert:read": ["Alerts", "See"],
  "alert:acknowledge": ["Alerts", "Acknowledge"],
  "alert:mute": ["Alerts", "Mute and unmute"],
  "webhook:read": ["Webhooks", "See, with their log"],
  "webhook:edit": ["Webhooks", "Create, edit, test and remove"],
  "access_token:read": ["Access tokens", "See"],
  "access_token:create": ["Access tokens", "Create, at most with the own role"],
  "access_token:revoke": ["Access tokens", "Revoke"],
  "member:read": ["Members", "See"],
  "member:invite": ["Members", "Invite"],
  "member:change_role": ["Members", "Change roles"],
  "member:remove": ["Members", "Remove"],
  "team:rename": ["Team", "Rename"],
  "team:transfer": ["Team", "Transfer ownership"],
};

export type PermissionRow = { area: string; acts: string; actions: readonly Action[]; reach: Record<Role, Reach> };

const list = new Intl.ListFormat("en", { type: "conjunction" });
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The table of permissions in words, straight out of what is enforced: acts of one area that the same roles may do share a row. */
export function permissionRows(): PermissionRow[] {
  const groups = new Map<string, Action[]>();
  for (const action of Object.keys(WORDS) as Action[]) {
    const key = [WORDS[action][0], ...ROLES.map((role) => PERMISSIONS[action][role])].join();
    groups.set(key, [...(groups.get(key) ?? []), action]);
  }
  return [...groups.values()].map((actions) => {
    const [first] = actions as [Action, ...Action[]];
    const verbs = actions.map((action, i) => (i === 0 ? WORDS[action][1] : lower(WORDS[action][1])));
    return { area: WORDS[first][0], acts: list.format(verbs), actions, reach: PERMISSIONS[first] };
  });
}
