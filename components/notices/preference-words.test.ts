import { expect, it } from "vitest";
import { changeWords } from "./preference-words";

it("says the one thing that was changed", () => {
  const before = { group: "expiry", email: "daily", dashboard: true, keys: "all" } as const;
  expect(changeWords(before, { ...before, email: "each" })).toBe("Expiry: mail at once");
  expect(changeWords(before, { ...before, dashboard: false })).toBe("Expiry: not shown in the dashboard");
  expect(changeWords(before, { ...before, keys: "own" })).toBe("Expiry: only keys you made");
});
