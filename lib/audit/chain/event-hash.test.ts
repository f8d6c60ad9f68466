import fc from "fast-check";
import { expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import type { Prisma } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/prisma";
import { verdictOn } from "@/lib/testing/audit";
import { makeActor } from "@/lib/testing/fixtures";
import { type AuditAction, recordEvent } from "../record-event";
import { jsonbText } from "./jsonb-text";
import { readJson } from "./read-json";

// What PostgreSQL can hold: no NUL, no half of a character.
const text = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom('"', "\\", "\u2028", "\u007f", "\u0001\b\f\n\r\t", "é", "e\u0301", "\u{1f4b3}支払い", "\u202e"),
  )
  .map((given) => given.replace(/[\ud800-\udfff]/gu, "").replaceAll("\0", ""));
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(-0, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, Number.MAX_SAFE_INTEGER),
);
const { value } = fc.letrec<{ value: Prisma.InputJsonValue | null }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    text,
    number,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 5, noNullPrototype: true }),
  ) as fc.Arbitrary<Prisma.InputJsonValue | null>,
}));
const facts = fc.dictionary(text, value, { maxKeys: 6, noNullPrototype: true });

test("whatever an event holds, PostgreSQL's chain and the verifier's are the same", async () => {
  const actor = await makeActor();
  const event = fc.record({
    before: fc.option(facts, { nil: undefined }),
    after: fc.option(facts, { nil: undefined }),
    name: text,
    ip: fc.option(text),
    userAgent: fc.option(text),
    at: fc.integer({ min: Date.parse("0001-01-01T00:00:00Z"), max: Date.parse("9999-12-31T23:59:59.999Z") }),
  });
  let written = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 8 }), async (events) => {
      await inTransaction(async (tx) => {
        for (const { before, after, name, ip, userAgent, at } of events) {
          const restore = setClock(() => at);
          const by: Actor = { ...actor, name, ip, userAgent };
          const target = { kind: "key", id: name } as const;
          await recordEvent(tx, actor.teamId, by, { action: name as AuditAction, target, before, after });
          restore();
        }
      });
      written += events.length;
    }),
    { numRuns: 120 },
  );
  expect(await verdictOn(actor.teamId)).toMatchObject({ events: written, trouble: null });
  expect(written).toBeGreaterThan(200);
});

const shuffled = (given: unknown): unknown => {
  if (Array.isArray(given)) return given.map(shuffled);
  if (typeof given !== "object" || given === null) return given;
  return Object.fromEntries(
    Object.entries(given)
      .reverse()
      .map(([name, field]) => [name, shuffled(field)]),
  );
};

test("a value has one canonical text, that of PostgreSQL's jsonb, however its JSON is written", async () => {
  const [values, written] = [fc.sample(value, 300), [] as string[]];
  for (const given of values) written.push(JSON.stringify(given), JSON.stringify(shuffled(given), null, 3));
  // What no JavaScript writes, and PostgreSQL keeps digit by digit.
  const spelled = [
    "1.0",
    "-0.0",
    "0.000e2",
    "1.50e1",
    "12e-1",
    "-1E+3",
    "90071992547409931234567890.10",
    "0e9",
    "100e-2",
  ];
  written.push(...spelled, '{"a": 1, "a": 2.0, "b": {"": [], "\\u00e9": {}}}', ' [ "\\ud83d\\udcb3\\/" ] ');
  const { rows } = await pool().query<{ text: string }>("SELECT j::jsonb::text AS text FROM unnest($1::text[]) AS j", [
    written,
  ]);
  for (const [i, { text: canonical }] of rows.entries()) {
    expect(jsonbText(readJson(written[i] as string))).toBe(canonical);
    expect(jsonbText(readJson(canonical))).toBe(canonical);
  }
});

test.each(["", "{", '{"a" 1}', "[1,]", "01", "1 2", "nul", '"\\x"', "[1 2]", '{"a":1,}', "+1", '"'])(
  "«%s» is no JSON",
  (broken) => {
    expect(() => readJson(broken)).toThrow(SyntaxError);
  },
);
