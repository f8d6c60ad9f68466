import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRanges } from "@/lib/keys/ip-list";
import { lifeStatus } from "@/lib/keys/status";
import { type Deciding, type Demand, decide } from "./decide";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const at = (ms: number): Date => new Date(NOW + ms);
type Given = Partial<Omit<Deciding, "grant"> & Pick<Deciding["grant"], "allowedIps" | "scopes">>;
const key = ({ allowedIps = [], scopes = ["read", "write"], ...given }: Given = {}): Deciding => ({
  environment: "live",
  revokedAt: null,
  expiresAt: null,
  disabledAt: null,
  secretEndsAt: null,
  grant: { allowedIps, scopes, scopesHeader: "" },
  ...given,
});
const ask = (given: Partial<Demand> = {}): Demand => ({ scopes: [], ...given });

test("invariant 1: the gateway's answer about a key's life is its derived status", () => {
  const moment = fc.option(fc.integer({ min: -3, max: 3 }).map(at));
  fc.assert(
    fc.property(moment, moment, moment, (revokedAt, expiresAt, disabledAt) => {
      const facts = { revokedAt, expiresAt, disabledAt };
      const status = lifeStatus(facts, NOW);
      expect(decide(key(facts), ask(), NOW)).toBe(status === "active" ? "VALID" : status.toUpperCase());
    }),
  );
});

test("invariant 2: acceptable at t − 1 ms of its expiry, refused at t", () => {
  const expiring = key({ expiresAt: at(0) });
  expect(decide(expiring, ask(), NOW - 1)).toBe("VALID");
  expect(decide(expiring, ask(), NOW)).toBe("EXPIRED");
});

test("invariant 2 for a rotated secret: accepted at t − 1 ms of its end, REVOKED at t", () => {
  const ending = key({ secretEndsAt: at(0) });
  expect(decide(ending, ask(), NOW - 1)).toBe("VALID");
  expect(decide(ending, ask(), NOW)).toBe("REVOKED");
});

test("invariant 6: a secret in its grace does not outlive its key's expiry", () => {
  const rotated = key({ expiresAt: at(0), secretEndsAt: at(1000) });
  expect(decide(rotated, ask(), NOW - 1)).toBe("VALID");
  expect(decide(rotated, ask(), NOW)).toBe("EXPIRED");
});

test("invariant 6: scopes, addresses and environment bind every secret of the key", () => {
  const policy = { allowedIps: parseRanges(["10.0.0.0/8"]), scopes: ["read"] };
  for (const secretEndsAt of [null, at(1)]) {
    const secret = key({ ...policy, secretEndsAt });
    expect(decide(secret, ask({ ip: "10.1.1.1", scopes: ["write"] }), NOW)).toBe("INSUFFICIENT_SCOPE");
    expect(decide(secret, ask({ ip: "11.1.1.1" }), NOW)).toBe("IP_FORBIDDEN");
    expect(decide(secret, ask({ ip: "10.1.1.1", environment: "test" }), NOW)).toBe("ENVIRONMENT_MISMATCH");
  }
});

test("the order of checks: environment → revoked, ended, expired, disabled → address → scope", () => {
  const everythingWrong = key({
    revokedAt: at(-1),
    secretEndsAt: at(-1),
    expiresAt: at(-1),
    disabledAt: at(-1),
    allowedIps: parseRanges(["10.0.0.0/8"]),
  });
  const demand = ask({ environment: "test", ip: "11.1.1.1", scopes: ["admin"] });
  const inTurn: [Partial<Deciding>, Partial<Demand>, string][] = [
    [{}, {}, "ENVIRONMENT_MISMATCH"],
    [{}, { environment: "live" }, "REVOKED"],
    [{ revokedAt: null }, { environment: "live" }, "REVOKED"],
    [{ revokedAt: null, secretEndsAt: null }, { environment: "live" }, "EXPIRED"],
    [{ revokedAt: null, secretEndsAt: null, expiresAt: null }, { environment: "live" }, "DISABLED"],
  ];
  for (const [facts, asked, code] of inTurn) {
    expect(decide({ ...everythingWrong, ...facts }, { ...demand, ...asked }, NOW)).toBe(code);
  }
  const alive = key({ allowedIps: everythingWrong.grant.allowedIps });
  expect(decide(alive, { ...demand, environment: "live" }, NOW)).toBe("IP_FORBIDDEN");
  expect(decide(alive, { ...demand, environment: "live", ip: "10.0.0.1" }, NOW)).toBe("INSUFFICIENT_SCOPE");
  expect(decide(alive, ask({ ip: "10.0.0.1", scopes: ["read", "write"] }), NOW)).toBe("VALID");
});

test("a key with a list and a question without an address is refused; IPv4-mapped IPv6 is the IPv4", () => {
  const listed = key({ allowedIps: parseRanges(["203.0.113.7", "2001:db8::/32"]) });
  expect(decide(listed, ask(), NOW)).toBe("IP_FORBIDDEN");
  expect(decide(listed, ask({ ip: "not an address" }), NOW)).toBe("IP_FORBIDDEN");
  expect(decide(listed, ask({ ip: "::ffff:203.0.113.7" }), NOW)).toBe("VALID");
  expect(decide(listed, ask({ ip: "2001:db8::9" }), NOW)).toBe("VALID");
});

test("every required scope has to be there", () => {
  expect(decide(key(), ask({ scopes: ["read", "write"] }), NOW)).toBe("VALID");
  expect(decide(key(), ask({ scopes: ["read", "admin"] }), NOW)).toBe("INSUFFICIENT_SCOPE");
  expect(decide(key(), ask({ scopes: ["READ"] }), NOW)).toBe("INSUFFICIENT_SCOPE");
});
