import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generateKey } from "@/lib/keys/format";
import { inEnvironment, parseAsSearch, pastedKey, searchText } from "./environment";

describe("a search text", () => {
  it("never carries a secret into the URL, whatever stands around the pasted key", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.constantFrom("live" as const, "test" as const),
        (before, after, environment) => {
          const { plaintext, publicId } = generateKey("myapi", environment);
          const secret = plaintext.slice(plaintext.lastIndexOf("_") + 1);
          const typed = `${before} ${plaintext} ${after}`;
          expect(searchText(typed)).toBe(publicId);
          expect(parseAsSearch.serialize(typed)).not.toContain(secret.slice(0, 8));
          expect(pastedKey(typed)).toEqual({ environment, publicId });
        },
      ),
    );
  });

  it("keeps of a piece of a secret only the last four characters, which the list can find", () => {
    expect(searchText("RzLyX2cFsTCFCHYUFJRekPHJZezw2ciuxfH6fYfzDiQ0W63Ox")).toBe("****63Ox");
  });

  it("keeps as little of a secret made elsewhere, whatever its form", () => {
    expect(searchText(" sk_live_4eC39-Hq_LyjWDarj ")).toBe("****Darj");
    expect(searchText("SG.Ab1-x_9.Zz")).toBe("SG.Ab1-x_9.Zz");
  });

  it("leaves labels, key ids and last fours as they are", () => {
    for (const text of [
      "payment service",
      "key_01m84tw7jzeja9bkebtmma1qyx",
      "63Ox",
      "データ",
      "production-payments-2",
      "Payment Service EU 2",
    ]) {
      expect(searchText(text)).toBe(text);
    }
  });
});

describe("a link", () => {
  it("keeps the test environment beside other parameters, and says nothing for live", () => {
    expect(inEnvironment("/acme/keys", "live")).toBe("/acme/keys");
    expect(inEnvironment("/acme/keys", "test")).toBe("/acme/keys?env=test");
    expect(inEnvironment("/acme/keys?q=a", "test")).toBe("/acme/keys?q=a&env=test");
  });
});
