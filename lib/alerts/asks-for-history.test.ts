import { expect, test } from "vitest";
import { judgeHistory } from "@/lib/testing/alert-histories/judge-history";
import { unusualHistory } from "@/lib/testing/alert-histories/labelled-set";
import { HOUR } from "@/lib/usage/step";
import { asksForHistory } from "./asks-for-history";

const NEED_HISTORY = ["spike", "error_jump", "new_country", "refusal_burst"];

test("no rule that looks back finds anything in an hour for which history is not asked for", () => {
  let held = 0;
  for (let k = 0; k < 64; k++) {
    const history = unusualHistory(k);
    for (const { from, evidence } of judgeHistory(history)) {
      if (!NEED_HISTORY.includes(evidence.kind)) continue;
      const i = (from - history.hours.from) / HOUR;
      const { requests, refused, responses, failed } = history.hours;
      const [all, ...rest] = [requests, refused, responses, failed].map((list) => list[i] ?? 0);
      const counts = { requests: all ?? 0, refused: rest[0] ?? 0, responses: rest[1] ?? 0, failed: rest[2] ?? 0 };
      const seen = history.seen.get(i) ?? { countries: [], addresses: [] };
      const subject = "country" in evidence ? evidence.country : "";
      const address = "address" in evidence ? evidence.address : "";
      // As far as the rule could know: everything but what it found.
      const known = {
        countries: new Set(seen.countries.map(({ country }) => country).filter((one) => one !== subject)),
        addresses: new Set(seen.addresses.map((one) => one.address).filter((one) => one !== address)),
      };
      expect(asksForHistory(counts, seen, known), `${evidence.kind} in ${history.name}`).toBe(true);
      held++;
    }
  }
  expect(held).toBeGreaterThan(50);
});

test("an hour below every floor, from places that are known, needs none", () => {
  const places = {
    countries: [{ country: "DE", requests: 199, refused: 19 }],
    addresses: [{ address: "192.0.2.1", country: "DE", requests: 199, refused: 19 }],
  };
  const known = { countries: new Set(["DE"]), addresses: new Set<string>() };
  const counts = { requests: 199, refused: 19, responses: 180, failed: 19 };
  expect(asksForHistory(counts, places, known)).toBe(false);
  expect(asksForHistory({ ...counts, requests: 200 }, places, known)).toBe(true);
  expect(asksForHistory({ ...counts, failed: 20 }, places, known)).toBe(true);
});
