import { randomBytes } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { clock } from "@/lib/clock";
import { generateKey } from "@/lib/keys/format";
import type { Peppers } from "@/lib/keys/hash";
import { insertKey } from "@/lib/testing/insert-key";
import { answerJson } from "./answer-json";
import { KeyCache } from "./cache/key-cache";
import { readKeyRecords } from "./cache/key-records";
import { Freshness } from "./changes/freshness";
import { FailedAttempts } from "./failed-attempts";
import { RateLimiter } from "./limits/rate-limit";
import { Verifier } from "./verify-key";

let cache: KeyCache;
beforeEach(() => {
  const freshness = new Freshness(0);
  freshness.polled(clock.ms());
  cache = new KeyCache({ freshness, read: readKeyRecords });
});
const verifier = (peppers: Peppers = new Map()) =>
  new Verifier(cache, new RateLimiter(), peppers, new FailedAttempts());
const question = { scopes: [], cost: 1 };

test("peppers roll without a failed verification: each secret is checked with the version it was made with", async () => {
  const [v1, v2] = [randomBytes(32), randomBytes(32)];
  const plain = await insertKey();
  const old = await insertKey({ peppers: new Map([[1, v1]]) });
  const both = new Map([
    [1, v1],
    [2, v2],
  ]);
  const young = await insertKey({ peppers: both });
  for (const { plaintext, secretId } of [plain, old, young]) {
    expect(await verifier(both).find(plaintext, undefined, clock.ms())).toMatchObject({ secretId });
  }
  expect(await verifier(new Map([[1, v2]])).find(old.plaintext, undefined, clock.ms())).toBe("NOT_FOUND");
});

test("a pepper that is missing from the configuration is the operator's trouble, not the caller's 401", async () => {
  const key = await insertKey({ peppers: new Map([[7, randomBytes(32)]]) });
  await expect(Promise.resolve(verifier().find(key.plaintext, undefined, clock.ms()))).rejects.toThrow(
    /Pepper v7 is missing/,
  );
});

test("neither the record nor an answer holds the secret", async () => {
  const key = await insertKey();
  const found = await verifier().find(key.plaintext, undefined, clock.ms());
  const verdict = await verifier().judge(found, question, clock.ms());
  const secret = key.plaintext.slice(-49, -6);
  expect(JSON.stringify(found)).not.toContain(secret);
  expect(answerJson(verdict, question, "req_1", "api", clock.ms())).not.toContain(secret);
});

test("every answer about a found key has its limit and headers, whatever the code; one about none has neither key nor limit", async () => {
  const key = await insertKey({ scopes: ["read"], limit: 1, allowedIps: ["10.0.0.0/8"] });
  const subject = verifier();
  const ask = async (plaintext: string, more: object) => {
    const asked = { ...question, ip: "10.0.0.1", ...more };
    const now = clock.ms();
    return JSON.parse(answerJson(await subject.verify(plaintext, asked, undefined, now), asked, "req_1", "api", now));
  };
  const answers = [
    await ask(key.plaintext, {}),
    await ask(key.plaintext, {}),
    await ask(key.plaintext, { ip: "11.0.0.1" }),
    await ask(key.plaintext, { scopes: ["write"] }),
    await ask(key.plaintext, { environment: "test" }),
  ];
  expect(answers.map(({ code }) => code)).toEqual([
    "VALID",
    "RATE_LIMITED",
    "IP_FORBIDDEN",
    "INSUFFICIENT_SCOPE",
    "ENVIRONMENT_MISMATCH",
  ]);
  for (const { key: about, rateLimit, headers } of answers) {
    expect(about.id).toBe(key.shownKeyId);
    expect(rateLimit).toMatchObject({ limit: 1, remaining: 0, windowSeconds: 60 });
    expect(headers["X-RateLimit-Limit"]).toBe("1");
  }
  expect(answers[3].headers["WWW-Authenticate"]).toBe('Bearer realm="api", error="insufficient_scope", scope="write"');
  for (const none of ["garbage", generateKey("myapi", "live").plaintext]) {
    expect(await ask(none, {})).toMatchObject({ valid: false, status: 401, key: null, rateLimit: null });
  }
});
