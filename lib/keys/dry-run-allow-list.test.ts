import fc from "fast-check";
import { expect, test } from "vitest";
import { type AddressCalls, dryRunAllowList } from "./dry-run-allow-list";
import { allowsAddress, parseRanges } from "./ip-list";

const AT = "2026-11-24T10:00:00Z";
const from = (ip: string | null, requests: number, more: Partial<AddressCalls> = {}): AddressCalls => ({
  ip,
  country: "DE",
  isOther: false,
  requests,
  refused: 0,
  lastAt: AT,
  ...more,
});

test("a list refuses who is not on it, by address, whatever user agent they called with", () => {
  const calls = [
    from("203.0.113.7", 5, { lastAt: "2026-11-23T10:00:00Z" }),
    from("203.0.113.7", 2),
    from("10.1.2.3", 9),
    from("::ffff:10.1.2.4", 4),
    from("2001:db8::1", 3),
  ];
  expect(dryRunAllowList(calls, ["10.0.0.0/8"])).toEqual({
    requests: 23,
    refused: 10,
    addresses: [
      { ip: "203.0.113.7", country: "DE", requests: 7, lastAt: AT },
      { ip: "2001:db8::1", country: "DE", requests: 3, lastAt: AT },
    ],
    withoutAddress: 0,
    notKeptApart: 0,
  });
});

test("no list refuses nobody, and a list refuses whoever told no address", () => {
  const calls = [from(null, 4), from("203.0.113.7", 1), from(null, 9, { isOther: true })];
  expect(dryRunAllowList(calls, [])).toMatchObject({ requests: 14, refused: 0, withoutAddress: 0, notKeptApart: 0 });
  expect(dryRunAllowList(calls, ["203.0.113.0/24"])).toMatchObject({
    requests: 14,
    refused: 4,
    withoutAddress: 4,
    addresses: [],
    notKeptApart: 9,
  });
});

test("what was refused already is refused by no list again", () => {
  const calls = [from("203.0.113.7", 10, { refused: 10 }), from("203.0.113.8", 10, { refused: 4 })];
  expect(dryRunAllowList(calls, ["10.0.0.0/8"])).toMatchObject({
    requests: 6,
    refused: 6,
    addresses: [{ requests: 6 }],
  });
});

test("every call is let through, refused or not kept apart, as the gateway's own rule decides", () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  const ranges = fc.array(
    fc.oneof(
      address,
      fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([ip, bits]) => `${ip}/${bits}`),
    ),
    { maxLength: 5 },
  );
  const calls = fc.array(
    fc
      .tuple(fc.option(address, { nil: null }), fc.nat(50), fc.boolean())
      .map(([ip, requests, isOther]) => from(isOther ? null : ip, requests, { isOther })),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(calls, ranges, (all, proposed) => {
      const run = dryRunAllowList(all, proposed);
      const parsed = parseRanges(proposed);
      const passing = all
        .filter(({ ip, isOther }) => !isOther && allowsAddress(parsed, ip ?? undefined))
        .reduce((sum, { requests }) => sum + requests, 0);
      const apart = all.filter(({ isOther }) => isOther).reduce((sum, { requests }) => sum + requests, 0);
      expect(run.refused + passing + apart).toBe(run.requests);
      expect(run.addresses.reduce((sum, { requests }) => sum + requests, run.withoutAddress)).toBe(run.refused);
    }),
  );
});
