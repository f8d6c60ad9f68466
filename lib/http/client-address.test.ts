import fc from "fast-check";
import { expect, test } from "vitest";
import { clientAddress, isTrustedProxy } from "./client-address";

const trusted = ["10.0.0.0/8", "127.0.0.1", "2001:db8::/32"];

test("without trusted proxies the peer is the client, whatever it forwards", () => {
  expect(clientAddress("203.0.113.7", "1.1.1.1", [])).toBe("203.0.113.7");
  expect(clientAddress("::ffff:203.0.113.7", "1.1.1.1", [])).toBe("203.0.113.7");
  expect(clientAddress("203.0.113.7", "1.1.1.1", trusted)).toBe("203.0.113.7");
});

test("the walk goes from right to left and stops at the first hop that is not trusted", () => {
  expect(clientAddress("10.1.1.1", "6.6.6.6, 203.0.113.7, 10.2.2.2", trusted)).toBe("203.0.113.7");
  expect(clientAddress("::ffff:10.1.1.1", "6.6.6.6,203.0.113.7", trusted)).toBe("203.0.113.7");
  expect(clientAddress("2001:db8::5", "[2001:470::9]:4711", trusted)).toBe("2001:470::9");
  expect(clientAddress("127.0.0.1", "203.0.113.7:4711", trusted)).toBe("203.0.113.7");
});

test("when every hop is trusted the leftmost one is the client", () => {
  expect(clientAddress("10.1.1.1", "10.3.3.3, 10.2.2.2", trusted)).toBe("10.3.3.3");
  expect(clientAddress("10.1.1.1", undefined, trusted)).toBe("10.1.1.1");
});

test("a hop that is no address makes the client unknown instead of somebody else", () => {
  expect(clientAddress("10.1.1.1", "203.0.113.7, unknown", trusted)).toBeNull();
  expect(clientAddress("10.1.1.1", "203.0.113.7, 10.1", trusted)).toBeNull();
  expect(clientAddress("10.1.1.1", "", trusted)).toBeNull();
});

test("what a client writes left of its own address never matters", () => {
  fc.assert(
    fc.property(fc.string(), (claim) => {
      expect(clientAddress("10.1.1.1", `${claim},203.0.113.7`, trusted)).toBe("203.0.113.7");
    }),
  );
});

test("a mapped range and a bare address are proxies too", () => {
  expect(isTrustedProxy("10.9.9.9", ["::ffff:10.0.0.0/104"])).toBe(true);
  expect(isTrustedProxy("127.0.0.1", trusted)).toBe(true);
  expect(isTrustedProxy("127.0.0.2", trusted)).toBe(false);
  expect(isTrustedProxy("127.0.0.1", [])).toBe(false);
  expect(isTrustedProxy("10.9.9.9", ["10.0.0.0/33", "nonsense"])).toBe(false);
});
