import { expect, test } from "vitest";
import { bearerToken } from "./bearer";
import { presentedCredential } from "./presented-credential";

test("the scheme is case-insensitive, other schemes and empty credentials are none", () => {
  for (const value of ["Bearer abc", "bearer abc", "BEARER   abc ", "bEaReR\tabc"])
    expect(bearerToken(value)).toBe("abc");
  for (const value of ["Basic abc", "Bearer", "Bearer ", "Bearer a b", "abc", "", undefined, null]) {
    expect(bearerToken(value)).toBeNull();
  }
});

test("Authorization and X-API-Key with one credential agree, with two different ones they conflict", () => {
  const read = (...raw: string[]) => presentedCredential(raw);
  expect(read()).toEqual({ kind: "none" });
  expect(read("Authorization", "Basic dXNlcg==", "X-Api-Key", " ")).toEqual({ kind: "none" });
  expect(read("x-api-key", "k1")).toEqual({ kind: "credential", credential: "k1" });
  expect(read("AUTHORIZATION", "bearer k1", "X-API-KEY", "k1")).toEqual({ kind: "credential", credential: "k1" });
  expect(read("Authorization", "Bearer k1", "X-API-Key", "k2")).toEqual({ kind: "conflict" });
});

test("a repeated field is seen, though node's own headers would hide the second value", () => {
  expect(presentedCredential(["Authorization", "Bearer k1", "authorization", "Bearer k2"])).toEqual({
    kind: "conflict",
  });
  expect(presentedCredential(["X-API-Key", "k1", "X-API-Key", "k2"])).toEqual({ kind: "conflict" });
  expect(presentedCredential(["X-API-Key", "k1", "X-API-Key", "k1"])).toEqual({ kind: "credential", credential: "k1" });
});

test("malformed percent-encoding is just a wrong credential", () => {
  expect(presentedCredential(["Authorization", "Bearer %E0%A4%A"])).toEqual({
    kind: "credential",
    credential: "%E0%A4%A",
  });
});
