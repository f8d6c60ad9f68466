import { type JsonValue, NumberToken } from "./read-json";

// More than PostgreSQL's numeric holds; what asks for more came from no database of ours.
const MOST_DIGITS = 150_000;

/** A number as PostgreSQL's numeric writes it: no exponent, every digit that was given, no minus before a zero. */
function plainNumber(source: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source) ?? [];
  const shift = Number(exponent);
  if (Math.abs(shift) > MOST_DIGITS) return source;
  const digits = whole + fraction;
  const point = whole.length + shift;
  const before = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  const after = point <= 0 ? "0".repeat(-point) + digits : digits.slice(point);
  const plain = before.replace(/^0+(?=\d)/, "") + (after === "" ? "" : `.${after}`);
  return /[1-9]/.test(plain) ? sign + plain : plain;
}

/** The order jsonb keeps names in: the shorter first, in bytes of UTF-8, then byte by byte. */
const byName = ([a]: [Buffer, JsonValue], [b]: [Buffer, JsonValue]): number => a.length - b.length || a.compare(b);

/** The text that PostgreSQL has for this value as jsonb: one for each value, however its JSON was written. */
export function jsonbText(value: JsonValue): string {
  if (value instanceof NumberToken) return plainNumber(value.source);
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(", ")}]`;
  if (value instanceof Map) {
    const fields = [...value].map(([name, field]): [Buffer, JsonValue] => [Buffer.from(name), field]);
    const texts = fields.sort(byName).map(([name, field]) => `${JSON.stringify(name.toString())}: ${jsonbText(field)}`);
    return `{${texts.join(", ")}}`;
  }
  return JSON.stringify(value);
}
