import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { refuseUnreadablePath } from "./refuse-unreadable-path";

const server = createServer((request, response) => {
  if (!refuseUnreadablePath(request, response)) response.end("passed on");
});
beforeAll(() => new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening)));
afterAll(() => new Promise((closed) => server.close(closed)));
const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

test.each(["/api/v1/keys/%ff", "/acme/keys/%zz", "/%E0%A4%A"])(
  "the unreadable path %s is the caller's mistake",
  async (path) => {
    const response = await get(path);
    expect(response.status).toBe(400);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect((await response.json()).requestId).toBe(response.headers.get("x-request-id"));
  },
);

test.each(["/", "/api/v1/keys/%00", "/%E2%80%8B/keys", "/acme/keys?q=%ff"])("%s is passed on", async (path) => {
  expect(await (await get(path)).text()).toBe("passed on");
});
