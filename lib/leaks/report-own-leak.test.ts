import { beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { generateKey } from "@/lib/keys/format";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { reportPastedLeak, reportSecretLeak } from "./report-own-leak";

let owner: Actor;
let developer: Actor;
let stranger: Actor;
beforeAll(async () => {
  owner = await makeActor();
  developer = await makeActor("developer", owner);
  stranger = await makeActor();
  await prisma().deployment.update({ where: { id: 1 }, data: { leakResponse: "revoke_key" } });
});

const newKey = async (actor = owner) => {
  const { key, secret } = await createKey(actor, keyInput());
  return { secret, input: { keyId: key.id, secretId: key.secrets[0]?.id ?? "", url: "" }, id: readId("key", key.id) };
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    ({ code, message }) => `${code}: ${message}`,
  );

test("a member reports a secret of a key, picked or pasted, and the operator's response follows under their name", async () => {
  for (const report of [
    ({ input }: Awaited<ReturnType<typeof newKey>>) => reportSecretLeak(developer, input),
    ({ secret }: Awaited<ReturnType<typeof newKey>>) =>
      reportPastedLeak(developer, { text: `TOKEN=${secret}`, url: "https://ci.example/log?job=7" }),
  ]) {
    const key = await newKey(developer);
    expect(await report(key)).toMatchObject({ key: { id: key.input.keyId }, outcome: "acted", response: "revoke_key" });
    const events = await prisma().auditEvent.findMany({ where: { targetId: key.id ?? "" }, orderBy: { seq: "asc" } });
    expect(events.slice(1)).toMatchObject([
      { action: "secret.leak_reported", actorId: developer.userId },
      { action: "key.revoke", actorId: developer.userId },
    ]);
    expect(await report(key)).toMatchObject({ outcome: "over", response: null });
  }
});

test("nobody reports a key that they may not revoke", async () => {
  const viewer = await makeActor("viewer", owner);
  const key = await newKey();
  for (const actor of [developer, viewer]) {
    expect(await refusal(reportSecretLeak(actor, key.input))).toMatch(/^forbidden/);
    expect(await refusal(reportPastedLeak(actor, { text: key.secret, url: "" }))).toMatch(/^forbidden/);
  }
  expect(await prisma().leakReport.count({ where: { keyId: key.id ?? "" } })).toBe(0);
});

test("another team's secret answers as one that nobody ever made", async () => {
  const key = await newKey();
  const unknown = generateKey("myapi", "live").plaintext;
  const answers = await Promise.all(
    [key.secret, unknown].map((text) => refusal(reportPastedLeak(stranger, { text, url: "" }))),
  );
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^not_found/);
  const other = { ...key.input, keyId: "key_01m84yqyrseceb0f33wfsecsyh" };
  expect(await refusal(reportSecretLeak(stranger, key.input))).toBe(await refusal(reportSecretLeak(stranger, other)));
  expect(await prisma().leakReport.count({ where: { keyId: key.id ?? "" } })).toBe(0);
});

test("two keys in one paste, and none, are refused on the field", async () => {
  const [one, two] = [await newKey(), await newKey()];
  for (const text of [`${one.secret} ${two.secret}`, "no key in here"]) {
    await expect(reportPastedLeak(owner, { text, url: "" })).rejects.toMatchObject({
      fieldErrors: { text: /Paste one/ },
    });
  }
});
