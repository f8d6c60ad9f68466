import fc from "fast-check";
import { expect, test } from "vitest";
import { EnvelopeError, type KeyEncryptionKeys, open, rewrap, type Sealed, seal } from "./envelope";

const keys = (...versions: [version: number, fill: number, bytes?: number][]): KeyEncryptionKeys =>
  new Map(versions.map(([version, fill, bytes = 32]) => [version, Buffer.alloc(bytes, fill)]));
const V1 = keys([1, 7]);
const V2 = keys([2, 9]);
const BOTH = keys([1, 7], [2, 9]);
const SECRET = "myapi_live_8Zk2LwP0aTqE_Hn4c";
const CONTEXT = ["secret", "team-a", "key-a", "8Zk2LwP0aTqE"];

const texts = fc.string({ unit: "binary", maxLength: 200 });
const contexts = fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 });

/** What stopped it, or the text, if nothing did. */
function outcome(envelope: Sealed, context = CONTEXT, given = V1): string {
  try {
    return open(envelope, context, given);
  } catch (error) {
    if (error instanceof EnvelopeError) return error.trouble;
    throw error;
  }
}

test("what is sealed comes out as it went in, for its own context, before a roll-over and after", () => {
  fc.assert(
    fc.property(texts, contexts, (text, context) => {
      const sealed = seal(text, context, V1);
      expect(open(sealed, context, V1)).toBe(text);
      expect(open(rewrap(sealed, context, BOTH), context, V2)).toBe(text);
    }),
  );
});

test("no other context opens it, however alike the two are", () => {
  fc.assert(
    fc.property(contexts, contexts, (context, other) => {
      fc.pre(JSON.stringify(context) !== JSON.stringify(other));
      expect(outcome(seal(SECRET, context, V1), other)).toBe("refused");
    }),
  );
  const alike = [
    ["secret", "team-b", "key-a", "8Zk2LwP0aTqE"],
    ["secret", "team-a", "key-b", "8Zk2LwP0aTqE"],
    ["secret", "team-a", "key-a", "8Zk2LwP0aTqF"],
    ["totp", "team-a", "key-a", "8Zk2LwP0aTqE"],
    ["secret", "team-a,key-a", "8Zk2LwP0aTqE"],
    ["secret", "team-a", "key-a8Zk2LwP0aTqE"],
    [...CONTEXT, ""],
    CONTEXT.slice(0, 3),
  ];
  for (const context of alike) expect(outcome(seal(SECRET, CONTEXT, V1), context), context.join()).toBe("refused");
});

test("every single flipped bit of every byte is refused, on opening and on a roll-over", () => {
  const envelope = seal(SECRET, CONTEXT, V1);
  for (let bit = 0; bit < envelope.sealed.length * 8; bit++) {
    const sealed = Buffer.from(envelope.sealed);
    sealed[bit >> 3] = (sealed[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(outcome({ ...envelope, sealed }), `bit ${bit}`).toBe("refused");
  }
  const wrapped = Buffer.from(envelope.sealed);
  wrapped[20] = (wrapped[20] as number) ^ 1;
  expect(() => rewrap({ ...envelope, sealed: wrapped }, CONTEXT, BOTH)).toThrow(EnvelopeError);
});

test("every length but its own is refused", () => {
  const { sealed, kekVersion } = seal(SECRET, CONTEXT, V1);
  for (let length = 0; length < sealed.length; length++) {
    expect(outcome({ sealed: sealed.subarray(0, length), kekVersion }), `${length} bytes`).toBe("refused");
  }
  expect(outcome({ sealed: Buffer.concat([sealed, Buffer.alloc(1)]), kekVersion })).toBe("refused");
});

test("rows, and parts of rows, that changed places are refused", () => {
  const other = ["secret", "team-a", "key-a", "aaaaaaaaaaaa"];
  const [a, b] = [seal(SECRET, CONTEXT, V1), seal(SECRET, other, V1)];
  expect([outcome(a), outcome(b, other), outcome(a, other), outcome(b)]).toEqual([
    SECRET,
    SECRET,
    "refused",
    "refused",
  ]);
  // Of two envelopes of one and the same row, such as before and after a change, no half fits the other's.
  const again = seal("something else", CONTEXT, V1);
  const mixed = Buffer.concat([a.sealed.subarray(0, 61), again.sealed.subarray(61)]);
  expect(outcome({ ...a, sealed: mixed })).toBe("refused");
});

test("another version than the one that sealed it is refused, though its key be the same", () => {
  const sameKeys = keys([1, 7], [2, 7]);
  expect(outcome({ ...seal(SECRET, CONTEXT, V1), kekVersion: 2 }, CONTEXT, sameKeys)).toBe("refused");
});

test("a wrong key is refused; a missing one is named, with what to do and nothing of what is inside", () => {
  const sealed = seal(SECRET, CONTEXT, V1);
  expect(outcome(sealed, CONTEXT, keys([1, 8]))).toBe("refused");
  expect(() => open(sealed, CONTEXT, V2)).toThrow("LATCHKEY_KEK lacks v1. Add it again.");
  expect(() => rewrap(sealed, CONTEXT, V2)).toThrow("LATCHKEY_KEK lacks v1. Add it again.");
  expect(() => seal(SECRET, CONTEXT, new Map())).toThrow("LATCHKEY_KEK is not set");
  for (const attempt of [() => open(sealed, CONTEXT, V2), () => open(sealed, ["x"], V1)]) {
    expect(attempt).toThrow(expect.objectContaining({ name: "EnvelopeError" }));
    expect(attempt).not.toThrow(new RegExp(`${SECRET}|${sealed.sealed.toString("hex").slice(0, 16)}|authenticate`));
  }
});

test("a key longer than 32 bytes counts to its last byte", () => {
  const long = Buffer.alloc(64, 7);
  const almost = Buffer.from(long);
  almost[63] = 8;
  const sealed = seal(SECRET, CONTEXT, new Map([[1, long]]));
  expect(outcome(sealed, CONTEXT, new Map([[1, long]]))).toBe(SECRET);
  for (const other of [almost, long.subarray(0, 32)])
    expect(outcome(sealed, CONTEXT, new Map([[1, other]]))).toBe("refused");
});

test("the newest version seals, older ones open, and a roll-over leaves the text's own layer as it is", () => {
  const old = seal(SECRET, CONTEXT, V1);
  expect([seal(SECRET, CONTEXT, BOTH).kekVersion, outcome(old, CONTEXT, BOTH)]).toEqual([2, SECRET]);
  const rolled = rewrap(old, CONTEXT, BOTH);
  expect(rolled.kekVersion).toBe(2);
  expect(rolled.sealed.subarray(61).equals(old.sealed.subarray(61))).toBe(true);
  expect(outcome(rolled, CONTEXT, V1)).toBe("missing_key");
});

test("no two envelopes of the same text share an initialisation vector, a data key or a byte run of 12", () => {
  const runs = new Set<string>();
  for (let i = 0; i < 200; i++) {
    const { sealed } = seal(SECRET, CONTEXT, V1);
    for (const at of [1, 13, 61, 73]) runs.add(sealed.subarray(at, at + 12).toString("hex"));
  }
  expect(runs.size).toBe(800);
});

test("what could not be given back as it is, or is too long, is not sealed at all", () => {
  for (const text of ["\ud800", "x".repeat(1_025)]) expect(() => seal(text, CONTEXT, V1)).toThrow(RangeError);
  expect(outcome(seal("x".repeat(1_024), CONTEXT, V1))).toBe("x".repeat(1_024));
});
