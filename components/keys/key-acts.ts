import type { Action } from "@/lib/auth/permissions";
import type { KeyView } from "@/lib/keys/view";

export type KeyAct = "rotate" | "edit" | "disable" | "reportLeak" | "revoke";

const PERMISSION: Record<KeyAct, Action> = {
  rotate: "key:rotate",
  edit: "key:edit",
  disable: "key:disable",
  // Which may be what follows.
  reportLeak: "key:revoke",
  revoke: "key:revoke",
};
// An expired key may get a later end again, and one that its overdue rotation has ended a new secret; a revoked one gets nothing.
const POSSIBLE: Record<KeyView["status"], readonly KeyAct[]> = {
  active: ["rotate", "edit", "disable", "reportLeak", "revoke"],
  disabled: ["rotate", "edit", "disable", "reportLeak", "revoke"],
  expired: ["edit", "reportLeak", "revoke"],
  revoked: [],
};

const possible = ({ status, endedBy }: KeyView): readonly KeyAct[] =>
  endedBy === "rotation" ? ["rotate", ...POSSIBLE[status]] : POSSIBLE[status];

/** What can be done to the key in its status, by somebody with these rights. */
export const keyActs = (key: KeyView, may: (action: Action, key: KeyView) => boolean): Set<KeyAct> =>
  new Set(possible(key).filter((act) => may(PERMISSION[act], key)));
