import { expect, it } from "vitest";
import { changeText } from "./change-text";

it("says how much more or less, and nothing where there is nothing to compare", () => {
  expect(changeText(112, 100)).toBe("+12\u00a0%");
  expect(changeText(966, 1_000)).toBe("−3.4\u00a0%");
  expect(changeText(1_000_001, 1_000_000)).toBe("no change");
  expect(changeText(0, 0)).toBe("no change");
  expect(changeText(5, 0)).toBe("new");
  expect(changeText(null, 5)).toBeNull();
  expect(changeText(5, null)).toBeNull();
});
