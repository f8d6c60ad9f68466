import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { generateKey } from "@/lib/keys/format";
import { log } from "@/lib/log";
import { sendDueMails } from "@/lib/notifications/send-due-mails";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { startGithubSigner } from "@/lib/testing/github-signer";
import { type MailSink, startMailSink } from "@/lib/testing/mail-sink";
import { standingClock } from "@/lib/testing/notices";
import { startTestGateway } from "@/server/testing/start-test-gateway";
import * as findLeakedSecrets from "../find-leaked-secrets";
import { expireBodies } from "./claim-body";
import { SigningKeys } from "./signing-keys";
import { takeMatches } from "./take-matches";

let github: Awaited<ReturnType<typeof startGithubSigner>>;
let keys: SigningKeys;
let sink: MailSink;
let owner: Actor;
beforeAll(async () => {
  github = await startGithubSigner();
  sink = await startMailSink();
  Object.assign(process.env, {
    SMTP_URL: sink.url,
    MAIL_FROM: "Acme API <keys@acme.example>",
    NEXTAUTH_URL: "https://keys.example.com",
  });
  owner = await makeActor();
});
afterAll(async () => {
  await github.stop();
  await sink.stop();
});
beforeEach(async () => {
  keys = new SigningKeys(github.url);
  await prisma().deployment.update({ where: { id: 1 }, data: { leakResponse: "revoke_key" } });
});

const FROM = { ip: "192.0.2.9", userAgent: "GitHub", requestId: "req_test" };
const matchOf = (token: string) => ({
  ...{ token, type: "acme_api_key", source: "commit" },
  url: "https://github.com/octocat/Hello-World/blob/12345600b9cbe38a219f39a9941c9319b600c002/foo/bar.txt",
});
const signed = (content: unknown) => {
  const body = Buffer.from(typeof content === "string" ? content : JSON.stringify(content));
  return { body, keyId: github.keyId as string | null, signature: github.sign(body) as string | null };
};
const take = (report: ReturnType<typeof signed>) => takeMatches(report, FROM, keys);
const code = (report: ReturnType<typeof signed>) =>
  take(report).then(
    () => "taken",
    ({ code }) => code,
  );
async function newKey() {
  const { key, secret } = await createKey(owner, keyInput({ label: "Billing worker" }));
  return { secret, id: readId("key", key.id) ?? "", shownId: key.id };
}
const isRevoked = async (id: string) => (await prisma().key.findUniqueOrThrow({ where: { id } })).revokedAt !== null;

test("a key in a signed report is revoked by policy, refused by the gateway as soon as that is answered, and its owner has a mail", async () => {
  const gateway = await startTestGateway();
  try {
    const { secret, id, shownId } = await newKey();
    const made = generateKey("myapi", "live").plaintext;
    const ask = async () => (await gateway.verify(secret)).code;
    // A gateway that has just started, on a busy machine, may answer 503 at first.
    await expect.poll(ask, { timeout: 20_000 }).toBe("VALID");
    const feedback = await take(signed([matchOf(secret), matchOf(made)]));
    // The very next question: the answer waits until every gateway has heard, which takes a second at most once it is committed.
    expect(await ask()).toBe("REVOKED");
    expect(feedback.map(({ label, token_type }) => [label, token_type])).toEqual([
      ["true_positive", "acme_api_key"],
      ["false_positive", "acme_api_key"],
    ]);
    // The SHA-256 in hexadecimal, and nothing of the token itself.
    expect(feedback[0]?.token_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(feedback)).not.toContain(secret.slice(12, 24));
    expect(await isRevoked(id)).toBe(true);

    await sendDueMails({});
    const { email } = await prisma().user.findUniqueOrThrow({ where: { id: owner.userId } });
    const mail = await sink.mailTo(email);
    expect(mail.subject).toBe("“Billing worker” was revoked, since it leaked");
    expect(mail.text).toContain("GitHub’s secret scanning reported");
    expect(mail.text).toContain("in a commit on github.com. The key was revoked at once.");
    expect(mail.text).toContain(`/alerts?key=${shownId}`);
    expect(mail.text + mail.html).not.toContain(secret);
    const deliveries = await prisma().noticeDelivery.findMany({ where: { userId: owner.userId } });
    expect(deliveries.map(({ channel }) => channel).sort()).toEqual(["dashboard", "mail"]);
  } finally {
    await gateway.close();
  }
});

test("what GitHub has not signed changes nothing: another key's signature, another body, an identifier it does not know, none at all", async () => {
  const { secret, id } = await newKey();
  const report = signed([matchOf(secret)]);
  const stranger = github.makeKey();
  const forged: [string, ReturnType<typeof signed>][] = [
    ["forbidden", { ...report, signature: github.sign(report.body, stranger) }],
    ["forbidden", { ...report, body: Buffer.concat([report.body, Buffer.from(" ")]) }],
    ["forbidden", { ...report, signature: "garbage" }],
    ["forbidden", { ...report, keyId: "0".repeat(64) }],
    ["invalid", { ...report, keyId: null }],
    ["invalid", { ...report, signature: null }],
  ];
  for (const [expected, one] of forged) expect(await code(one)).toBe(expected);
  expect(await isRevoked(id)).toBe(false);
  expect(await prisma().leakReport.count({ where: { keyId: id } })).toBe(0);
});

test("signed garbage changes nothing", async () => {
  const { secret, id } = await newKey();
  const good = matchOf(secret);
  for (const body of ["", "garbage", "{}", [[]], [{ ...good, token: 7 }], [good, {}], [{ ...good, url: {} }]])
    expect(await code(signed(body))).toBe("invalid");
  expect(
    await code({ ...signed(""), body: Buffer.from([0xff, 0xfe]), signature: github.sign(Buffer.from([0xff, 0xfe])) }),
  ).toBe("invalid");
  expect(await isRevoked(id)).toBe(false);
  // What GitHub may add one day, or leave out, is no reason to miss a leak.
  expect(await code(signed([{ ...good, url: null, source: undefined, commit: "0f" }]))).toBe("taken");
  expect(await isRevoked(id)).toBe(true);
});

test("a body is taken once in a week, whatever signature comes with it, and by ten at once one time", async () => {
  const { secret, id } = await newKey();
  await prisma().deployment.update({ where: { id: 1 }, data: { leakResponse: "alert" } });
  const report = signed([matchOf(secret)]);
  // Each signature is another one: ECDSA signs with a random number.
  const again = () => ({ ...report, signature: github.sign(report.body) });
  const answers = await Promise.all(Array.from({ length: 10 }, () => code(again())));
  expect(answers.sort()).toEqual([...Array(9).fill("conflict"), "taken"]);
  expect(await prisma().leakReport.findMany({ where: { keyId: id } })).toMatchObject([{ times: 1 }]);
  const time = standingClock(new Date(clock.ms() + 6.9 * 86_400_000).toISOString());
  expect([await expireBodies(), await code(again())]).toEqual([0, "conflict"]);
  time.now += 0.2 * 86_400_000;
  expect(await expireBodies()).toBeGreaterThan(0);
  time.restore();
});

test("what could not be dealt with can be sent again, also when whoever took it never came back", async () => {
  const { secret, id } = await newKey();
  const report = signed([matchOf(secret)]);
  vi.spyOn(findLeakedSecrets, "findLeakedSecrets").mockRejectedValueOnce(new Error("the database went away"));
  await expect(take(report)).rejects.toThrow("the database went away");
  // As after a crash: taken, and never done.
  await pool().query(
    "INSERT INTO secret_scanning_bodies (digest, taken_at) VALUES (sha256($1::bytea), now() - interval '30 seconds')",
    [report.body],
  );
  expect(await code(report)).toBe("conflict");
  await pool().query("UPDATE secret_scanning_bodies SET taken_at = now() - interval '61 seconds' WHERE NOT done");
  expect(await code(report)).toBe("taken");
  expect(await isRevoked(id)).toBe(true);
});

test("when GitHub's list cannot be read nothing is refused for its signature, and nothing changes", async () => {
  const { secret, id } = await newKey();
  vi.spyOn(log, "error").mockImplementation(() => {});
  const unreachable = new SigningKeys("http://127.0.0.1:1/keys");
  await expect(takeMatches(signed([matchOf(secret)]), FROM, unreachable)).rejects.toMatchObject({
    ...{ code: "unavailable", retryAfterSeconds: 60 },
  });
  expect(await isRevoked(id)).toBe(false);
});
