/** A number as it is written: a double would round what PostgreSQL holds exactly. */
export class NumberToken {
  constructor(readonly source: string) {}
}

export type JsonValue = null | boolean | string | NumberToken | JsonValue[] | Map<string, JsonValue>;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const SPACE = /[ \t\r\n]*/y;
const WORDS = { n: ["null", null], t: ["true", true], f: ["false", false] } as const;

/**
 * Reads JSON like JSON.parse, but keeps numbers as they are written.
 * @throws SyntaxError
 */
export function readJson(text: string): JsonValue {
  let at = 0;
  const fail = (): never => {
    throw new SyntaxError(`no JSON at character ${at}`);
  };
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  const next = (): string | undefined => {
    take(SPACE);
    return text[at];
  };
  const expect = (sign: string): void => {
    if (next() !== sign) fail();
    at++;
  };
  const string = (): string => JSON.parse(take(STRING) ?? fail());

  /** Elements up to the closing sign, which is taken too. */
  const list = (close: string, element: () => void): void => {
    at++;
    if (next() === close) at++;
    else
      for (;;) {
        element();
        const sign = next();
        at++;
        if (sign === close) return;
        if (sign !== ",") fail();
      }
  };
  const value = (): JsonValue => {
    const sign = next();
    if (sign === '"') return string();
    if (sign === "{") {
      const fields = new Map<string, JsonValue>();
      list("}", () => {
        next();
        const name = string();
        expect(":");
        fields.set(name, value());
      });
      return fields;
    }
    if (sign === "[") {
      const elements: JsonValue[] = [];
      list("]", () => void elements.push(value()));
      return elements;
    }
    if (sign === "n" || sign === "t" || sign === "f") {
      const [word, meant] = WORDS[sign];
      if (!text.startsWith(word, at)) fail();
      at += word.length;
      return meant;
    }
    return new NumberToken(take(NUMBER) || fail());
  };

  const read = value();
  if (next() !== undefined) fail();
  return read;
}
