import { describe, expect, it } from "vitest";
import { span } from "@/lib/policies/policy-words";
import { perWindow } from "./policy-in-words";
import { scopesInWords } from "./scopes-in-words";

const CATALOGUE = [
  { name: "read", summary: "read data" },
  { name: "write", summary: "change data" },
];

describe("a policy in words", () => {
  it("says what a key can and cannot do, in the catalogue's order", () => {
    expect(scopesInWords(["read"], CATALOGUE)).toBe("This key can read data; it cannot change data.");
    expect(scopesInWords(["write", "read"], CATALOGUE)).toBe("This key can read data and change data.");
  });

  it("names scopes that left the catalogue", () => {
    expect(scopesInWords(["read", "old:thing"], CATALOGUE)).toContain("read data and old:thing");
  });

  it("reads rate limits and spans as a person would", () => {
    expect(perWindow({ limit: 1_000, windowSeconds: 60 })).toBe("1,000 requests a minute");
    expect(perWindow({ limit: 1, windowSeconds: 3_600 })).toBe("1 request an hour");
    expect(perWindow({ limit: 5, windowSeconds: 90 })).toBe("5 requests in 90 seconds");
    expect(span(900)).toBe("15 minutes");
    expect(span(604_800)).toBe("7 days");
  });
});
