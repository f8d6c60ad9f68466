import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { log } from "@/lib/log";
import { startGithubSigner } from "@/lib/testing/github-signer";
import { standingClock, type TestClock } from "@/lib/testing/notices";
import { isSigned } from "./is-signed";
import { SigningKeys } from "./signing-keys";

let time: TestClock;
let github: Awaited<ReturnType<typeof startGithubSigner>>;
let keys: SigningKeys;
beforeEach(async () => {
  time = standingClock("2027-03-01T12:00:00Z");
  github = await startGithubSigner();
  keys = new SigningKeys(github.url);
  vi.spyOn(log, "error").mockImplementation(() => {});
});
afterEach(async () => {
  time.restore();
  vi.restoreAllMocks();
  await github.stop();
});

const MINUTE = 60_000;
const isThere = async (id: string) => (await keys.find(id)) !== null;
const verdict = (id: string) =>
  keys.find(id).then(
    (key) => (key === null ? "unknown" : "known"),
    ({ code }) => code,
  );

test("GitHub's own example of a signature is believed, and nothing that differs from it", async () => {
  // Of its documentation: this key has signed this body.
  github.list = [
    {
      ...{ key_identifier: "90a421169f0a406205f1563a953312f0be898d3c7b6c06b681aa86a874555f4a", is_current: false },
      key: "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE9MJJHnMfn2+H4xL4YaPDA4RpJqUq\nkCmRCBnYERxZanmcpzQSXs1X/AljlKkbJ8qpVIW4clayyef9gWhFbNHWAA==\n-----END PUBLIC KEY-----",
    },
  ];
  const key = await keys.find(github.list[0]?.key_identifier ?? "");
  if (key === null) throw new Error("the key is not read");
  const body = Buffer.from('[{"token":"some_token","type":"some_type","url":"some_url"}]');
  const signature = "MEUCIQDKZokqnCjrRtw0tni+2Ltvl/uiMJ1EGumEsp1BsNr32AIgQY1YXD2nlj+XNfGK4rBfkMJ1JDOQcYXxa2sY8FNkrKc=";
  expect(isSigned(body, signature, key)).toBe(true);
  expect(isSigned(Buffer.concat([body, Buffer.from("\n")]), signature, key)).toBe(false);
  for (const other of ["", "garbage", signature.slice(4), github.sign(body)])
    expect(isSigned(body, other, key)).toBe(false);
});

test("the list is read once for many who ask at the same time, and again after an hour", async () => {
  expect(await Promise.all(Array.from({ length: 8 }, () => isThere(github.keyId)))).toEqual(Array(8).fill(true));
  expect(github.reads).toBe(1);
  time.now += 59 * MINUTE;
  await isThere(github.keyId);
  expect(github.reads).toBe(1);
  time.now += MINUTE;
  await isThere(github.keyId);
  expect(github.reads).toBe(2);
});

test("an id that is not in the list has it read again once a minute at most, and is found once it is there", async () => {
  for (let i = 0; i < 20; i++) expect(await isThere(`made-up-${i}`)).toBe(false);
  expect(github.reads).toBe(1);
  github.list.push(github.listed("new"));
  expect(await isThere("new")).toBe(false);
  time.now += MINUTE;
  expect(await isThere("new")).toBe(true);
  expect(github.reads).toBe(2);
});

test("a list that cannot be read refuses nobody as unknown; a known key is believed for a day meanwhile", async () => {
  github.status = 500;
  expect(await verdict(github.keyId)).toBe("unavailable");
  // It is not asked again at once.
  expect(await verdict(github.keyId)).toBe("unavailable");
  expect(github.reads).toBe(1);
  github.status = 200;
  time.now += 5_000;
  expect(await verdict(github.keyId)).toBe("known");
  github.status = 500;
  time.now += 23 * 60 * MINUTE;
  expect([await verdict(github.keyId), await verdict("other")]).toEqual(["known", "unavailable"]);
  time.now += 61 * MINUTE;
  expect(await verdict(github.keyId)).toBe("unavailable");
});

test("a key of another kind is no signing key, and an answer that is no list is none", async () => {
  github.list = [github.listed("p384", github.makeKey("P-384")), github.listed("p256")];
  expect([await isThere("p384"), await isThere("p256")]).toEqual([false, true]);
  const other = new SigningKeys(github.url);
  github.list = [{ key_identifier: "x", key: "no key", is_current: true }];
  await expect(other.find("x")).rejects.toMatchObject({ code: "unavailable" });
});
