import { expect, test } from "vitest";
import type { ChainedEvent } from "@/lib/audit/chain/event-hash";
import { nothingTaken, takeAway } from "./taken-away";

const KEY = "0198c0de-0000-7000-8000-000000000001";

type Given = { action: string; target?: string; before?: object; after?: object };

function told(...events: Given[]) {
  const taken = nothingTaken();
  for (const [i, { action, target = KEY, before = null, after = null }] of events.entries()) {
    takeAway(taken, {
      ...{ seq: String(i + 1), id: `event ${i + 1}`, teamId: "team", at: "1800000000000", hash: "" },
      ...{ actorKind: "user", actorId: null, actorName: "Ada", action, targetKind: "key", targetId: target },
      ...{ before: before && JSON.stringify(before), after: after && JSON.stringify(after) },
      ...{ ip: null, userAgent: null, requestId: null },
    } satisfies ChainedEvent);
  }
  return taken;
}

test("the last word about a key holds: a disable that was taken back, an end that was moved, a member who came back", () => {
  const end = (endsAt: string) => ({ secret: "AbCdEfGhIjKl", endsAt });
  const taken = told(
    { action: "key.disable", after: { disabledAt: "2027-01-15T08:00:00.000Z" } },
    { action: "key.enable", after: { disabledAt: null } },
    {
      action: "key.rotate",
      before: { secret: "AbCdEfGhIjKl" },
      after: { secret: "new", replacedEndsAt: "2027-01-16T00:00:00.000Z" },
    },
    { action: "secret.extend", after: end("2027-01-17T00:00:00.000Z") },
    { action: "secret.end", after: end("2027-01-15T09:00:00.000Z") },
    { action: "key.edit", after: { expiresAt: "2027-02-01T00:00:00.000Z" } },
    { action: "key.edit", after: { expiresAt: null } },
    { action: "member.remove", target: "grace" },
    { action: "member.join", target: "grace" },
    { action: "member.change_role", target: "jonas", after: { role: "viewer" } },
    { action: "member.remove", target: "mei" },
  );
  expect(taken.keys.get(KEY)).toEqual({
    ends: new Map([["AbCdEfGhIjKl", { at: "2027-01-15T09:00:00.000Z", by: "event 5" }]]),
  });
  expect([...taken.members]).toEqual([
    ["jonas", "viewer"],
    ["mei", "gone"],
  ]);
  expect(taken.other.size).toBe(0);
});

test("what gives something, and what nothing is known of, is counted and not done; facts that make no sense end nothing", () => {
  const taken = told(
    { action: "key.create" },
    { action: "key.edit", after: { expiresAt: null } },
    { action: "key.edit", after: { scopes: ["read"], expiresAt: "2027-02-01T00:00:00.000Z" } },
    { action: "key.rotate", before: { secret: null }, after: { replacedEndsAt: null } },
    { action: "secret.end", after: { secret: 7, endsAt: "soon" } },
    { action: "member.change_role", target: "jonas", after: { role: "emperor" } },
    { action: "constructor" },
  );
  expect(Object.fromEntries(taken.other)).toEqual({ "key.create": 1, "key.edit": 1, constructor: 1 });
  expect(taken.keys.get(KEY)).toEqual({ ends: new Map(), expires: { at: "2027-02-01T00:00:00.000Z", by: "event 3" } });
  expect(taken.members.size).toBe(0);
});
