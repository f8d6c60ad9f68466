import { expect, test } from "vitest";
import { insufficientScope, realmFrom } from "./challenge";
import { problemBody } from "./problem";
import { newRequestId } from "./request-id";

test("a problem has exactly the members of the contract", () => {
  expect(JSON.parse(problemBody(413, "Too large.", "req_1"))).toEqual({
    type: "about:blank",
    title: "Payload Too Large",
    status: 413,
    detail: "Too large.",
    requestId: "req_1",
  });
});

test("a lone surrogate in a detail does not break the body", () => {
  const body = problemBody(400, "\ud800", "req_1");
  expect(Buffer.from(body, "utf8").toString("utf8")).toBe(body);
  expect(JSON.parse(body).detail).toBe("\ud800");
});

test("100,000 request ids: none twice", () => {
  const ids = new Set(Array.from({ length: 100_000 }, newRequestId));
  expect(ids.size).toBe(100_000);
  for (const id of [...ids].slice(0, 100)) expect(id).toMatch(/^req_[0-9a-z]{14,}$/);
});

test("neither a product name nor a scope can break out of a challenge", () => {
  expect(realmFrom('Acme "Pay" \r\nX: 1 💳')).toBe("Acme Pay X: 1");
  expect(realmFrom("💳")).toBe("api");
  expect(insufficientScope("api", ["read", 'a"b', "c\r\nd", "x:y"])).toBe(
    'Bearer realm="api", error="insufficient_scope", scope="read x:y"',
  );
});
