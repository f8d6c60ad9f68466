import { expect, it } from "vitest";
import type { LeakEvidence } from "@/lib/alerts/finding";
import type { NoticeFacts } from "@/lib/notifications/facts";
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

it("says first that a secret has leaked", () => {
  const evidence: LeakEvidence = {
    ...{ kind: "leaked", secretId: "abcdefghijkl", masked: "myapi_live_****o5p6", source: "", url: "" },
    ...{ reporter: { kind: "anonymous" }, reportedAt: "2026-11-20T11:00:00.000Z", response: "alert" },
  };
  const facts: NoticeFacts = { kind: "secret.leaked", alertId: "alert_1", secretId: "abcdefghijkl", evidence };
  expect(pressingWords([{ facts, key: key("a") }], NOW)).toBe("A secret of “Key a” was reported as leaked.");
  const two = [key("a"), key("b")].map((key) => ({ facts, key }));
  expect(pressingWords(two, NOW)).toBe("Secrets of 2 keys have leaked and still work.");
  expect(pressingWords([...two, { facts: expiring, key: key("b") }], NOW)).toBe(
    "Secrets of 2 keys have leaked and still work, or a date is near or past.",
  );
});
