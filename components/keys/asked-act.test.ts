import { expect, it } from "vitest";
import { askedActOf, whyNot } from "./asked-act";
import type { KeyAct } from "./key-acts";

it("opens what a link names, and nothing that cannot be taken back", () => {
  expect(askedActOf("/acme/keys/key_1?do=rotate")).toBe("rotate");
  expect(askedActOf("/acme/keys/key_1?env=test&do=edit")).toBe("edit");
  for (const query of [
    "",
    "?do=",
    "?do=revoke",
    "?do=disable",
    "?do=create",
    "?do=Rotate",
    "?redo=rotate",
    "?do=x&do=rotate",
  ])
    expect(askedActOf(`/acme/keys/key_1${query}`)).toBeNull();
});

it("says why it does not open", () => {
  const acts = (...some: KeyAct[]) => new Set(some);
  expect(whyNot("rotate", { status: "active" }, acts("rotate", "edit"))).toBeNull();
  expect(whyNot("rotate", { status: "revoked" }, acts())).toMatch(/revoked and cannot be rotated/);
  expect(whyNot("rotate", { status: "expired" }, acts("edit", "revoke"))).toMatch(/expired/);
  expect(whyNot("edit", { status: "active" }, acts())).toMatch(/^You may not edit/);
});
