import { expect, test } from "vitest";
import { callerAddress } from "./caller-address.js";
import { nextRoute } from "./next-route.js";
import { routePattern } from "./route-pattern.js";

test("a route is called the same, whichever framework serves it", () => {
  expect(routePattern("/v1/charges/:id")).toBe("/v1/charges/{id}");
  expect(routePattern("/v1/:kind/:id{[0-9]+}")).toBe("/v1/{kind}/{id}");
  expect(routePattern("/v1/:id(\\d+)/x/:more?")).toBe("/v1/{id}/x/{more}");
  expect(routePattern("")).toBe("/");
  expect(routePattern(/^x/)).toBeUndefined();
});

test("Next's pattern is found from the path and what filled it", () => {
  expect(nextRoute("/api/charges/ch_1", { id: "ch_1" })).toBe("/api/charges/{id}");
  expect(nextRoute("/api/charges/ch%20%C3%A9", { id: "ch é" })).toBe("/api/charges/{id}");
  expect(nextRoute("/api/charges/ch%20%C3%A9", { id: "ch%20%C3%A9" })).toBe("/api/charges/{id}");
  expect(nextRoute("/api/a/b/c", { first: "a", rest: ["b", "c"] })).toBe("/api/{first}/{rest}");
  expect(nextRoute("/x/x", { id: "x" })).toBe("/x/{id}");
  expect(nextRoute("/x/x/y", { a: "x", b: "x" })).toBe("/{a}/{b}/y");
  expect(nextRoute("/api/files", { rest: undefined })).toBe("/api/files");
  expect(nextRoute("/api/%E0%A4%A", { id: "%E0%A4%A" })).toBe("/api/{id}");
});

test("an IPv4 address is told as one", () => {
  expect(callerAddress("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(callerAddress("2001:db8::1")).toBe("2001:db8::1");
  expect(callerAddress("")).toBeUndefined();
  expect(callerAddress(null)).toBeUndefined();
});
