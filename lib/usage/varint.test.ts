import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteReader, ByteWriter } from "./varint";

const value = fc.oneof(
  fc.record({ kind: fc.constant("number" as const), is: fc.maxSafeNat() }),
  fc.record({ kind: fc.constant("signed" as const), is: fc.integer({ min: -1e9, max: 1e9 }) }),
  fc.record({ kind: fc.constant("text" as const), is: fc.string({ unit: "grapheme", maxLength: 300 }) }),
);

test("whatever is written is read again, and nothing is left", () => {
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const writer = new ByteWriter(1);
      for (const { kind, is } of values) {
        if (kind === "text") writer.text(is);
        else writer[kind](is);
      }
      const reader = new ByteReader(Buffer.from(writer.hex(), "hex"));
      for (const { kind, is } of values) expect(reader[kind]()).toBe(is);
      expect(reader.isAtEnd).toBe(true);
    }),
  );
});

test("a small number is one byte, and bytes that break off are an error", () => {
  const writer = new ByteWriter();
  writer.number(127);
  expect(writer.hex()).toBe("7f");
  expect(() => new ByteReader(Buffer.from([0x80])).number()).toThrow(RangeError);
});
