import { expect, it } from "vitest";
import { pressingWords } from "./pressing-words";

const NOW = Date.parse("2026-11-20T12:00:00.000Z");
const deadline = "2026-11-20T17:00:00.000Z";
const key = (id: string) => ({ id, label: `Key ${id}` });
const expiring = { kind: "key.expiring", days: 1, deadline } as const;
const overdue = { kind: "rotation.overdue", deadline, enforced: false } as const;

it("names the only key, and counts several", () => {
  expect(pressingWords([], NOW)).toBe("");
  expect(pressingWords([{ facts: expiring, key: key("a") }], NOW)).toBe("“Key a” expires in 5 hours.");
  const two = [key("a"), key("b")].map((key) => ({ facts: expiring, key }));
  expect(pressingWords(two, NOW)).toBe("2 keys expire within a day, or just did.");
  expect(pressingWords([...two, { facts: overdue, key: key("b") }], NOW)).toBe(
    "2 keys expire or are due for rotation within a day, or are past it.",
  );
  expect(
    pressingWords(
      [expiring, overdue].map((facts) => ({ facts, key: key("a") })),
      NOW,
    ),
  ).toBe("“Key a” expires or is due for rotation within a day, or is past it.");
});
