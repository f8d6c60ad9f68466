import { expect, test } from "vitest";
import { emailSchema } from "./schema";

test.each([
  ["ada@example.com", "ada@example.com"],
  ["  Ada.Lovelace+keys@Mail.Example.COM\n", "ada.lovelace+keys@mail.example.com"],
  // How a domain with other letters is written where only ASCII goes: it looks like no other.
  ["ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"],
])("%j is an address", (given, kept) => {
  expect(emailSchema.parse(given)).toBe(kept);
});

test.each([
  ["a quoted local part", '"ada"@example.com'],
  ["a quoted local part with an @", '"ada@evil.example"@example.com'],
  ["a full-width @", "ada＠example.com"],
  ["a small @", "ada﹫example.com"],
  ["a full-width full stop", "ada@example．com"],
  ["an ideographic full stop", "ada@example。com"],
  ["full-width letters", "ａda@example.com"],
  ["a Cyrillic a in the domain", "ada@exаmple.com"],
  ["a Cyrillic a in the local part", "аda@example.com"],
  ["a domain of other letters", "ada@bücher.example"],
  ["a Kelvin sign, which lower case makes a k", "ada@\u212Aeys.example"],
  ["a dotted capital I, which lower case makes an i and more", "ada@\u0130mail.example"],
  ["a long s", "ada@u\u017Fer.example"],
  ["a soft hyphen", "ada@exam\u00ADple.com"],
  ["a zero-width space", "ada\u200B@example.com"],
  ["a right-to-left override", "ada\u202E@example.com"],
  ["NUL", "ada\0@example.com"],
  ["a line break", "ada@example.com\nBcc: eve@example.com"],
  ["a carriage return", "ada\r@example.com"],
  ["a tab", "ada\t@example.com"],
  ["a space", "ada lovelace@example.com"],
  ["two @", "ada@example.com@evil.example"],
  ["two addresses", "ada@example.com,eve@example.com"],
  ["angle brackets", "Ada <ada@example.com>"],
  ["a comment", "ada(comment)@example.com"],
  ["an address for a domain", "ada@[127.0.0.1]"],
  ["a domain of one label", "ada@localhost"],
  ["a percent-routed local part", "ada%evil.example@example.com"],
  ["a bang path", "evil.example!ada@example.com"],
  ["two dots", "ada..lovelace@example.com"],
  ["a dot at the end", "ada.@example.com"],
  ["no local part", "@example.com"],
  ["no domain", "ada@"],
  ["nothing", ""],
  ["255 characters", `${"a".repeat(243)}@example.com`],
])("%s is refused", (_, given) => {
  expect(emailSchema.safeParse(given).success).toBe(false);
});
