import { describe, expect, it } from "vitest";
import { FINDING_KINDS } from "@/lib/key-review/findings";
import { BULK_ACTS } from "@/lib/key-review/schema";
import { bulkWords } from "./bulk-words";
import { ACT_WORDS, FINDING_WORDS, keysInWords } from "./finding-words";

describe("bulkWords", () => {
  it("says to how many keys it happens, one or several", () => {
    expect(bulkWords("revoke", 1)).toMatchObject({
      title: "Revoke 1 key",
      effect: "Every secret of this key stops at once, for good. A revoked key never comes back.",
      button: "Revoke 1 key",
    });
    expect(bulkWords("revoke", 1_200)).toMatchObject({ title: "Revoke 1,200 keys", button: "Revoke 1,200 keys" });
    expect(bulkWords("disable", 2).effect).toContain("enables them again");
    expect(bulkWords("set-expiry", 3).done(1)).toBe("1 key now has an expiry");
    expect(bulkWords("revoke", 3).done(2)).toBe("2 keys are revoked");
  });

  it("names the act and the way out of every act", () => {
    for (const act of BULK_ACTS) {
      const { title, button, wayOut } = bulkWords(act, 2);
      expect([title, button, wayOut].every((text) => /^[A-Z]/.test(text))).toBe(true);
    }
  });
});

it("has words for every finding and every act", () => {
  for (const kind of FINDING_KINDS) expect(FINDING_WORDS[kind].title).toMatch(/^[A-Z]/);
  for (const { one, many } of Object.values(ACT_WORDS)) expect([one, many].join()).toMatch(/^[A-Z]/);
  expect([keysInWords(1), keysInWords(1_000)]).toEqual(["1 key", "1,000 keys"]);
});
