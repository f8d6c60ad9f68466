import fc from "fast-check";
import { expect, test } from "vitest";
import { presentedCredential } from "@/lib/http/presented-credential";
import { presentedIn, presentedKey } from "./presented-key.js";

const name = fc.constantFrom("Authorization", "authorization", "X-API-Key", "x-api-key", "Cookie");
const value = fc.oneof(
  fc.string(),
  fc.constantFrom("Bearer a", "bearer a", "BEARER\ta ", "Bearer b", "Basic a", "a", "b", " a ", "Bearer", "", "a b"),
);
const rawHeaders = fc.array(fc.tuple(name, value), { maxLength: 4 }).map((pairs) => pairs.flat());

const asProduct = (headers: readonly string[]) => {
  const presented = presentedCredential(headers);
  return presented.kind === "credential" ? { kind: "key", key: presented.credential } : presented;
};

test("a key is read from a request as the gateway's forward authentication reads it", () => {
  fc.assert(
    fc.property(rawHeaders, (headers) => {
      expect(presentedKey(headers)).toEqual(asProduct(headers));
    }),
  );
});

test("of web headers the same is read, a repeated field included", () => {
  const text = fc.constantFrom("Bearer a", "bearer b", "a", "b", "Basic a", "");
  fc.assert(
    fc.property(fc.array(fc.tuple(name, text), { maxLength: 4 }), (pairs) => {
      const headers = new Headers();
      for (const [field, content] of pairs) headers.append(field, content);
      expect(presentedIn(headers)).toEqual(asProduct(pairs.flat()));
    }),
  );
});
