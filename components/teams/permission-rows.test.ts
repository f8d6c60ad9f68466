import { expect, test } from "vitest";
import { type Action, can, PERMISSIONS } from "@/lib/auth/permissions";
import { ROLES } from "@/lib/auth/role";
import { permissionRows } from "./permission-rows";

test("the table shown is what is enforced: every action once, with what each role may do", () => {
  const rows = permissionRows();
  expect(rows.flatMap(({ actions }) => actions).sort()).toEqual(Object.keys(PERMISSIONS).sort());
  for (const { actions, reach } of rows) {
    for (const action of actions) {
      for (const role of ROLES) {
        const who = { role, userId: "me" };
        const answers = [can(who, action as Action, { createdById: "you" }), can(who, action, { createdById: "me" })];
        expect(answers, `${role} ${action}`).toEqual(
          { any: [true, true], own: [false, true], none: [false, false] }[reach[role]],
        );
      }
    }
  }
});

test("acts that the same roles may do are one sentence", () => {
  const [see, create, change] = permissionRows();
  expect([see?.area, see?.acts, create?.acts]).toEqual(["Keys", "See", "Create"]);
  expect(change?.acts).toBe("Edit, rotate, disable and enable, revoke, and show a retrievable secret");
});
