import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { expect, test } from "vitest";
import { FailedAttempts } from "./failed-attempts";
import { readNetwork } from "./failed-attempts-network";

const T = 1_700_000_000_000;
const MALLORY = "203.0.113.7";

function failTimes(attempts: FailedAttempts, address: string | undefined, times: number, now = T): void {
  for (let i = 0; i < times; i++) attempts.failed(address, now);
}

test("sixty failures at once are let through, then one a second; the wait is whole seconds and at least one", () => {
  const attempts = new FailedAttempts();
  failTimes(attempts, MALLORY, 59);
  expect(attempts.isThrottled(MALLORY, T)).toBe(0);
  attempts.failed(MALLORY, T);
  expect(attempts.isThrottled(MALLORY, T)).toBe(1);
  expect(attempts.isThrottled(MALLORY, T + 999)).toBe(1);
  expect(attempts.isThrottled(MALLORY, T + 1_000)).toBe(0);
  attempts.failed(MALLORY, T + 1_000);
  expect(attempts.isThrottled(MALLORY, T + 1_000)).toBe(1);
  expect(attempts.isThrottled("203.0.113.8", T + 1_000)).toBe(0);
});

test("whoever comes back as soon as he is told to fails at most 60 times a minute in the long run, 120 in any minute", () => {
  const attempts = new FailedAttempts();
  const failedAt: number[] = [];
  for (let now = T; now < T + 600_000; now += 20) {
    if (attempts.isThrottled(MALLORY, now) > 0) continue;
    attempts.failed(MALLORY, now);
    failedAt.push(now);
  }
  expect(failedAt.length).toBeLessThanOrEqual(60 + 600);
  for (const start of failedAt) {
    expect(failedAt.filter((at) => at >= start && at < start + 60_000).length).toBeLessThanOrEqual(120);
  }
});

test("what failed together is owed, up to a minute more", () => {
  const attempts = new FailedAttempts();
  failTimes(attempts, MALLORY, 10_000);
  expect(attempts.isThrottled(MALLORY, T)).toBe(61);
  expect(attempts.isThrottled(MALLORY, T + 60_999)).toBe(1);
  expect(attempts.isThrottled(MALLORY, T + 61_000)).toBe(0);
});

test("a clock that is set back throttles nobody for longer", () => {
  const attempts = new FailedAttempts();
  failTimes(attempts, MALLORY, 60);
  expect(attempts.isThrottled(MALLORY, T - 3_600_000)).toBe(61);
  expect(attempts.isThrottled(MALLORY, T - 3_600_000 + 61_000)).toBe(0);
});

test("an IPv6 customer is one, whatever address of the /64; an IPv4 address is one, however it is written", () => {
  const attempts = new FailedAttempts();
  for (let i = 0; i < 60; i++) attempts.failed(`2001:db8:1:2:${i.toString(16)}::${i}`, T);
  expect(attempts.isThrottled("2001:db8:1:2:ffff:ffff:ffff:ffff", T)).toBe(1);
  expect(attempts.isThrottled("2001:DB8:1:2::", T)).toBe(1);
  expect(attempts.isThrottled("2001:db8:1:3::1", T)).toBe(0);
  failTimes(attempts, "::ffff:203.0.113.7", 60);
  for (const same of [MALLORY, "::FFFF:203.0.113.7", "::ffff:cb00:7107", "0:0:0:0:0:ffff:203.0.113.7"]) {
    expect([same, attempts.isThrottled(same, T)]).toEqual([same, 1]);
  }
});

test("callers without an address, or with what is none, are not throttled", () => {
  const attempts = new FailedAttempts();
  failTimes(attempts, MALLORY, 60);
  const none = [
    "",
    "unknown",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "1.2.3.04",
    "10.1",
    " 1.2.3.4",
    "[::1]",
    "1.2.3.4:80",
  ];
  for (const address of [undefined, ...none, ":", ":::", "1::2::3", "x".repeat(10_000)]) {
    failTimes(attempts, address, 100);
    expect([address, attempts.isThrottled(address, T)]).toEqual([address, 0]);
  }
});

test("addresses are read as ipaddr.js reads them", () => {
  const network = { high: 0, low: 0 };
  const check = (text: string): void => {
    // IPv4-compatible addresses, long deprecated, it takes for mapped ones.
    if (/^::[\d.]+$/.test(text) && text.includes(".")) return;
    const isAddress = text.includes(":") ? ipaddr.isValid(text) : ipaddr.IPv4.isValidFourPartDecimal(text);
    expect([text, readNetwork(text, network)]).toEqual([text, isAddress]);
    if (!isAddress) return;
    const parsed = ipaddr.process(text);
    const bytes = Buffer.from(parsed.toByteArray());
    const expected =
      parsed.kind() === "ipv4"
        ? { high: 0, low: bytes.readUInt32BE(0) }
        : { high: bytes.readUInt32BE(0), low: bytes.readUInt32BE(4) };
    expect([text, network]).toEqual([text, expected]);
  };
  const written = fc.tuple(fc.ipV6(), fc.boolean()).map(([text, isUpper]) => (isUpper ? text.toUpperCase() : text));
  fc.assert(fc.property(fc.oneof(fc.ipV4(), written), check), { numRuns: 5_000 });
  for (const text of ["::", "::1", "1::", "fe80::1%eth0", "::ffff:0:0", "64:ff9b::1.2.3.4", "1:2:3:4:5:6:7::"])
    check(text);
});

test("a flood of a million addresses neither grows the table nor frees whoever has used up his attempts", () => {
  const attempts = new FailedAttempts();
  const offenders = ["203.0.113.7", "2001:db8:1:2::1", "198.51.100.1"];
  for (const offender of offenders) failTimes(attempts, offender, 120);
  failTimes(attempts, "192.0.2.1", 30);
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 0; i < 1_000_000; i++) {
    attempts.failed(`2001:${(i >> 16).toString(16)}:${(i & 0xffff).toString(16)}::1`, T + i / 100);
  }
  expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(before);
  for (const offender of offenders) expect(attempts.isThrottled(offender, T + 10_000)).toBe(51);
  // Half-used attempts are remembered too: thirty more, ten seconds of them given back, and not sixty.
  failTimes(attempts, "192.0.2.1", 39, T + 10_000);
  expect(attempts.isThrottled("192.0.2.1", T + 10_000)).toBe(0);
  failTimes(attempts, "192.0.2.1", 1, T + 10_000);
  expect(attempts.isThrottled("192.0.2.1", T + 10_000)).toBe(1);
});

test("when every place is taken by throttled addresses they stay, and places come free as their time passes", () => {
  const attempts = new FailedAttempts();
  const address = (i: number): string => `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
  const COUNT = 150_000;
  for (let i = 0; i < COUNT; i++) failTimes(attempts, address(i), 60);
  let throttled = 0;
  for (let i = 0; i < COUNT; i++) if (attempts.isThrottled(address(i), T) > 0) throttled++;
  expect(throttled).toBeGreaterThan(60_000);
  expect(throttled).toBeLessThanOrEqual(65_536);
  failTimes(attempts, MALLORY, 60, T + 61_000);
  expect(attempts.isThrottled(MALLORY, T + 61_000)).toBe(1);
});
