import { expect, test } from "vitest";
import { alertSentence } from "./alert-sentence";
import { countryNamesOf } from "./country-names";
import type { Evidence } from "./finding";

const from = Date.parse("2026-11-24T14:00:00Z");
const say = (evidence: Evidence, zone = "UTC"): string =>
  alertSentence(evidence, { from, to: from + 3_600_000, zone }, countryNamesOf(evidence));

const spike: Evidence = {
  kind: "spike",
  requests: 4_812,
  usual: { low: 310.4, high: 419.6 },
  threshold: 1_460,
  around: { from: "2026-11-23T14:00:00.000Z", usual: [] },
};

test("a spike says how many requests there were and how many are usual", () => {
  expect(say(spike)).toBe(
    "4,812 requests between 14:00 and 15:00 UTC on 24 Nov; this key usually makes 310 to 420 in that hour.",
  );
  expect(say({ ...spike, usual: { low: 0, high: 12 } })).toContain("usually makes at most 12 in that hour");
  expect(say({ ...spike, usual: { low: 0, high: 0.3 } })).toContain("usually makes none in that hour");
});

test("hours are told in the reader's time zone", () => {
  expect(say(spike, "Asia/Kolkata")).toContain("between 19:30 and 20:30 on 24 Nov;");
  expect(say(spike, "Pacific/Auckland")).toContain("between 03:00 and 04:00 on 25 Nov;");
});

test("a jump of errors tells shares, and keeps the digits that tell a small one from nothing", () => {
  const jump: Evidence = {
    kind: "error_jump",
    responses: 412,
    failed: 157,
    usual: { low: 0.004, high: 0.03 },
    threshold: 0.12,
  };
  expect(say(jump)).toBe(
    "38 % of 412 responses failed between 14:00 and 15:00 UTC on 24 Nov; usually 0.4 to 3 % of this key's do.",
  );
  expect(say({ ...jump, usual: { low: 0, high: 0 } })).toContain("usually none of this key's do.");
});

test("a new country is named beside the ones that are known, and says what was refused", () => {
  const seen: Evidence = {
    kind: "new_country",
    country: "BR",
    requests: 12,
    refused: 3,
    known: ["DE", "SE"],
    threshold: 1,
  };
  expect(say(seen)).toBe(
    "12 requests came from Brazil between 14:00 and 15:00 UTC on 24 Nov, and 3 of them were refused; in the 90 days before, all came from Germany and Sweden.",
  );
  expect(say({ ...seen, requests: 1, refused: 1 })).toContain("1 request came from Brazil");
  expect(say({ ...seen, country: "??", refused: 0 })).toContain("came from ?? between");
});

test("refusals, a retired secret and a use after idleness each say who, what and since when", () => {
  expect(
    say({
      kind: "refusal_burst",
      address: "203.0.113.9",
      country: "BR",
      requests: 220,
      refused: 214,
      usual: { low: 0, high: 2 },
      threshold: 20,
    }),
  ).toBe(
    "214 of 220 requests from 203.0.113.9 (Brazil) were refused between 14:00 and 15:00 UTC on 24 Nov; that address is new to this key.",
  );
  expect(
    say({
      kind: "retired_secret",
      secretId: "abcdefghijkl",
      masked: "myapi_live_****o5p6",
      endedAt: "2026-11-20T09:30:00.000Z",
      requests: 1,
      threshold: 1,
    }),
  ).toBe(
    "1 request between 14:00 and 15:00 UTC on 24 Nov presented the secret myapi_live_****o5p6, which ended on 20 Nov at 09:30. Somebody still holds it.",
  );
  expect(
    say({ kind: "idle_use", requests: 3, lastUsedAt: "2026-10-08T01:00:00.000Z", idleDays: 47, threshold: 30 }),
  ).toBe(
    "3 requests between 14:00 and 15:00 UTC on 24 Nov, after 47 days without any; the last one before was on 8 Oct.",
  );
});

test("a leak says whose word it is, where it was seen (of an address only the host), and what followed", () => {
  const leak = {
    ...{ kind: "leaked" as const, secretId: "abcdefghijkl", masked: "myapi_live_****o5p6", source: "commit" },
    ...{ url: "https://github.com/a/b/blob/0f/c.txt", reportedAt: "2026-11-24T14:05:00.000Z" },
    ...{ reporter: { kind: "github" as const }, response: "revoke_key" as const },
  };
  expect(say(leak)).toBe(
    "GitHub’s secret scanning reported on 24 Nov at 14:05 UTC that myapi_live_****o5p6 has leaked, in a commit on github.com. The key was revoked at once.",
  );
  expect(say({ ...leak, reporter: { kind: "member", name: "Ada" }, source: "", url: "", response: "end_secret" })).toBe(
    "Ada reported on 24 Nov at 14:05 UTC that myapi_live_****o5p6 has leaked. The secret was ended at once; rotate the key for a new one.",
  );
  expect(
    say({
      ...leak,
      reporter: { kind: "anonymous" },
      source: "",
      url: "https://evil.example/click-here",
      response: "alert",
    }),
  ).toBe(
    "Somebody who has the secret, and gave no name, reported on 24 Nov at 14:05 UTC that myapi_live_****o5p6 has leaked, on evil.example. Nothing was ended: rotate the key and end this secret, or revoke the key.",
  );
  expect(say({ ...leak, source: "constructor", url: "" })).toContain("has leaked. The key");
});
