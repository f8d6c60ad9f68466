import { describe, expect, it } from "vitest";
import { NO_POLICY, type Policy, policyInForce } from "@/lib/policies/policy";
import type { PolicyEffect } from "@/lib/policies/preview-policy";
import { effectWords } from "./effect-words";
import { fieldWords } from "./field-words";
import { policyLines } from "./policy-lines";

const NOW = Date.parse("2026-11-30T00:00:00Z");

describe("effectWords", () => {
  const NOTHING: PolicyEffect = { overdue: null, overdueEndsAt: null, pastLifetime: null, withoutAllowList: null };
  const words = (effect: Partial<PolicyEffect>) =>
    effectWords({ ...NOTHING, ...effect }, { rotateEveryDays: 90, maximumLifetimeDays: 365 }, NOW, (at) =>
      new Date(at).toISOString().slice(0, 10),
    );

  it("says nothing where every key is as the policy wants it", () => {
    expect(words({ overdue: 0, pastLifetime: 0, withoutAllowList: 0 })).toEqual([]);
  });

  it("says how many keys are overdue, and until when they have", () => {
    expect(words({ overdue: 12, overdueEndsAt: "2026-12-30T00:00:00.000Z" })).toEqual([
      "12 keys have a secret older than 90 days: they have until 2026-12-30 to be rotated, and are refused then.",
    ]);
    expect(words({ overdue: 1, overdueEndsAt: "2026-11-29T00:00:00.000Z" })).toEqual([
      "1 key has a secret older than 90 days: it is refused until it is rotated.",
    ]);
    expect(words({ overdue: 1 })[0]).toMatch(/it is shown as overdue at once/);
  });

  it("says that limits leave older keys in peace", () => {
    expect(words({ pastLifetime: 1, withoutAllowList: 3 })).toEqual([
      "1 key lives longer than 365 days, or for ever: it goes on as it is, and Key review shows it.",
      "3 live keys have no allow list: they go on working, and Key review shows them.",
    ]);
  });
});

describe("fieldWords", () => {
  it("tells a team what the provider asks, and that it can only tighten it", () => {
    const provider: Policy = { ...NO_POLICY, maximumLifetimeDays: 90, longestGraceSeconds: 3_600 };
    expect(fieldWords("maximumLifetimeDays", provider)).toMatch(/at most 90 days; a team can only allow fewer\.$/);
    expect(fieldWords("longestGraceSeconds", provider)).toMatch(/at most 1 hour; a team can only allow less\.$/);
    expect(fieldWords("rotateEveryDays", provider)).toMatch(/The provider sets none\.$/);
    expect(fieldWords("maximumLifetimeDays", undefined)).toMatch(/Empty: keys may live for ever\.$/);
  });
});

describe("policyLines", () => {
  it("names every limit, and who set it where somebody did", () => {
    const lines = policyLines(
      policyInForce(
        { ...NO_POLICY, rotateEveryDays: 90, overdueRotation: "warn" },
        { ...NO_POLICY, overdueRotation: "end" },
      ),
    );
    expect(lines.find(({ name }) => name === "Rotation")).toMatchObject({ text: "Every 90 days", setBy: "provider" });
    expect(lines.find(({ name }) => name === "Overdue keys")).toMatchObject({ setBy: "team" });
    expect(lines.find(({ name }) => name === "Maximum lifetime")).toMatchObject({ text: "No limit", setBy: null });
  });
});
