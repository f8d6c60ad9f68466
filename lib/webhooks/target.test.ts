import fc from "fast-check";
import { expect, test } from "vitest";
import { maskUrl } from "./mask-url";
import { refusedAddress } from "./target-address";
import { readTargetUrl } from "./target-url";

const REFUSED = [
  ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254"],
  ...["169.254.169.254", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1"],
  ...["198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255"],
  ...["::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "::8.8.8.8"],
  ...["64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b:1::808:808", "100::1"],
  ...[
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
  ],
  ...["fec0::1", "ff02::1", "4000::1", "5f00::1", "::ffff:0:127.0.0.1", "fd00:ec2::254"],
  ...["", "localhost", "1.2.3", "0x7f.0.0.1", "example.com"],
];
const PUBLIC = ["8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"];

test.each(REFUSED)("nothing is sent to %j", (address) => {
  expect(refusedAddress(address, [])).not.toBeNull();
});

test.each([...PUBLIC, "64:ff9b::808:808"])("%s is public", (address) => {
  expect(refusedAddress(address, [])).toBeNull();
});

test("whatever an IPv4 address is, it is the same inside an IPv6 one", () => {
  const part = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(part, part, part, part, (a, b, c, d) => {
      const address = [a, b, c, d].join(".");
      const verdict = refusedAddress(address, []);
      expect(refusedAddress(`::ffff:${address}`, [])).toBe(verdict);
      expect(refusedAddress(`64:ff9b::${address}`, [])).toBe(verdict);
    }),
  );
});

test("the operator's networks are allowed, and nothing beside them", () => {
  const allowed = ["10.20.0.0/16", "fd12::/16"];
  for (const address of ["10.20.3.4", "::ffff:10.20.3.4", "fd12::1"])
    expect(refusedAddress(address, allowed)).toBeNull();
  for (const address of ["10.21.0.1", "127.0.0.1", "fd13::1"]) expect(refusedAddress(address, allowed)).not.toBeNull();
});

const trouble = (text: string, allowed: string[] = []): string => {
  const read = readTargetUrl(text, allowed);
  return "trouble" in read ? read.trouble : "";
};

test.each([
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://[::1]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]:8080/",
  "http://169.254.169.254/latest/meta-data",
  "http://localhost/",
  "https://api.localhost./",
  "http://１２７.0.0.1/",
  // Public, but hidden: nobody who reads it sees where it goes.
  "http://134744072/",
  "http://0x8.8.8.8/",
])("%s cannot be saved", (text) => {
  expect(trouble(text)).toMatch(/unless the operator allows|stands for/);
});

test.each([
  ["https://user:hunter2@example.com/", /name or password/],
  ["https://token@example.com/", /name or password/],
  ["https://example.com:0/", /port 0/],
  ["ftp://example.com/", /whole address/],
  ["javascript:alert(1)", /whole address/],
  ["example.com/hook", /whole address/],
  ["http:///", /whole address/],
  ["", /whole address/],
])("%j cannot be saved, and why is said", (text, why) => {
  expect(trouble(text)).toMatch(why);
  expect(trouble(text)).not.toContain("hunter2");
});

test("a usable address is kept as the URL standard writes it, without a fragment", () => {
  expect(readTargetUrl(" HTTPS://Example.com/a?b=c#d ", [])).toEqual({ url: "https://example.com/a?b=c" });
  expect(readTargetUrl("http://10.20.0.5:8080/hook", ["10.20.0.0/16"])).toEqual({ url: "http://10.20.0.5:8080/hook" });
  expect(readTargetUrl("http://localhost:8080/hook", ["127.0.0.1"])).toEqual({ url: "http://localhost:8080/hook" });
});

test("what stands in a URL's query is not shown", () => {
  expect(maskUrl("https://example.com/a?token=abc&x=1")).toBe("https://example.com/a?token=****&x=****");
  expect(maskUrl("https://example.com/a")).toBe("https://example.com/a");
});
