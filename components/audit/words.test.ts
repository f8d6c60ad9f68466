import { describe, expect, it } from "vitest";
import { actionTitle, actionWords } from "./action-words";
import { factLines } from "./fact-words";

describe("an action in words", () => {
  it("reads as somebody wrote it, where somebody did", () => {
    expect(actionWords("key.revoke")).toEqual({ did: "revoked the key", link: "" });
    expect(actionTitle("alert.unmute")).toBe("Unmuted alerts");
  });

  it("reads by a rule where nobody did", () => {
    const said = (action: string) => actionWords(action).did;
    expect(said("webhook.delete")).toBe("deleted a webhook");
    expect(said("webhook.signing_secret_rotate")).toBe("rotated the signing secret of a webhook");
    expect(said("export.verify")).toBe("verified an export");
    expect(said("policy.apply")).toBe("applied a policy");
    expect(said("policy.reset_limits")).toBe("reset the limits of a policy");
    expect(said("key.very_long_ago")).toBe("key: very long ago");
    expect(said("nonsense")).toBe("did nonsense");
    expect(said("constructor")).toBe("did constructor");
    expect(said("")).toBe("did something");
  });
});

describe("what an event changed", () => {
  it("is told field by field, before and after, in words", () => {
    expect(
      factLines(
        { scopes: ["read"], expiresAt: null, rateLimit: { limit: 10, windowSeconds: 60 } },
        { scopes: [], expiresAt: "2026-11-25T10:00:07.000Z", rateLimit: { limit: 1_000, windowSeconds: 1 } },
      ),
    ).toEqual([
      { field: "scopes", before: "read", after: "none" },
      { field: "expires", before: "none", after: "25 Nov 2026, 10:00:07 UTC" },
      { field: "rate limit", before: "10 requests a minute", after: "1,000 requests a second" },
    ]);
  });

  it("leaves out what was not there before and is not there now, but not of what is new", () => {
    expect(factLines({ a: null }, { a: null })).toEqual([]);
    expect(factLines(null, { note: null, isOwner: true })).toEqual([
      { field: "note", before: null, after: "none" },
      { field: "is owner", before: null, after: "yes" },
    ]);
  });

  it("says what it was about, where only the old facts tell", () => {
    expect(factLines({ alertKind: "new_country", mutedUntil: "unmuted" }, { mutedUntil: null })).toEqual([
      { field: "alerts about", before: null, after: "New country" },
      { field: "muted until", before: "unmuted", after: "none" },
    ]);
    expect(factLines({ email: "ada@example.com" }, null)).toEqual([
      { field: "email", before: "ada@example.com", after: "none" },
    ]);
  });
});
