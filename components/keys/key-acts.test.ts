import { expect, it } from "vitest";
import { can } from "@/lib/auth/permissions";
import type { KeyView } from "@/lib/keys/view";
import { keyActs } from "./key-acts";

const key = (status: KeyView["status"]) => ({ status, createdBy: { id: "user_a", name: "Ada" } }) as KeyView;
const as =
  (role: "owner" | "developer" | "viewer", userId: string) => (action: Parameters<typeof can>[1], item: KeyView) =>
    can({ role, userId }, action, { createdById: item.createdBy.id });

it("offers nothing on a revoked key, and no rotation on an expired one", () => {
  expect([...keyActs(key("revoked"), as("owner", "user_b"))]).toEqual([]);
  expect([...keyActs(key("expired"), as("owner", "user_b"))]).toEqual(["edit", "reportLeak", "revoke"]);
});

it("offers the rotation that brings back a key which its overdue rotation has ended", () => {
  const ended = { ...key("expired"), endedBy: "rotation" as const };
  expect([...keyActs(ended, as("owner", "user_b"))]).toEqual(["rotate", "edit", "reportLeak", "revoke"]);
});

it("offers a developer only their own keys, and a viewer none", () => {
  expect(keyActs(key("active"), as("developer", "user_a")).size).toBe(5);
  expect(keyActs(key("active"), as("developer", "user_b")).size).toBe(0);
  expect(keyActs(key("active"), as("viewer", "user_a")).size).toBe(0);
});
