import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { readId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { editKey } from "@/lib/keys/edit-key";
import { enableKey } from "@/lib/keys/enable-key";
import { getKey } from "@/lib/keys/get-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import type { RevealedKey } from "@/lib/keys/view";
import { createServiceToken } from "@/lib/operator/create-service-token";
import { COMMAND_LINE } from "@/lib/operator/operator";
import { revokeServiceToken } from "@/lib/operator/revoke-service-token";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { removeMember } from "@/lib/teams/remove-member";
import { revokeAccessToken } from "@/lib/teams/revoke-access-token";
import { takeBackup } from "@/lib/testing/backup";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { startTestGateway } from "../testing/start-test-gateway";
import { exportAudit } from "./audit-export";
import { verifyAudit } from "./audit-verify";
import type { Command, Context } from "./command";
import { applyTrails } from "./restore-apply";

const run = (command: Command, input: Record<string, string>) =>
  command.run(input, { progress: { say: () => {} } } as unknown as Context);

const folder = mkdtempSync(join(tmpdir(), "latchkey-restore-"));
afterAll(() => rmSync(folder, { recursive: true }));

const LABELS = ["revoked", "disabled", "looked at", "rotated", "rotated slowly", "shortened", "untouched"] as const;
const keys = new Map<string, RevealedKey>();
const key = (label: (typeof LABELS)[number]): RevealedKey => keys.get(label) as RevealedKey;
const statuses = async (actor: Actor) =>
  Promise.all(LABELS.map(async (label) => (await getKey(actor, key(label).key.id)).status));

let owner: Actor;
let leaver: Actor;
let tokenId: string;
let serviceId: string;

/** A team whose keys lose something after the backup; exported, then the backup is put in place of what was. */
beforeAll(async () => {
  owner = await makeActor();
  leaver = await makeActor("developer", owner);
  for (const label of LABELS) keys.set(label, await createKey(owner, keyInput({ label })));
  tokenId = (await createAccessToken(owner, { name: "Terraform", role: "developer", expiresAt: null })).id;
  serviceId = (await createServiceToken(COMMAND_LINE, { name: "edge" })).id;
  const restore = await takeBackup();

  const id = (label: (typeof LABELS)[number]) => ({ keyId: key(label).key.id });
  await revokeKey(owner, { ...id("revoked"), reason: "Found in a repository" });
  await disableKey(owner, id("disabled"));
  await disableKey(owner, id("looked at"));
  await enableKey(owner, id("looked at"));
  await rotateKey(owner, { ...id("rotated"), graceSeconds: 0 });
  await rotateKey(owner, { ...id("rotated slowly"), graceSeconds: 3_600 });
  await editKey(owner, {
    ...id("shortened"),
    expiresAt: new Date(clock.ms() + 60_000),
    scopes: ["read"],
    note: "soon",
  });
  await revokeAccessToken(owner, { tokenId });
  await revokeServiceToken(COMMAND_LINE, { tokenId: serviceId });
  await removeMember(owner, { userId: showId("user", leaver.userId) });
  await createKey(owner, keyInput({ label: "made after the backup" }));

  await run(exportAudit, { to: folder });
  await restore();
});

test("an export holds every trail whole, for its owner's eyes alone", async () => {
  const { slug } = await prisma().team.findUniqueOrThrow({ where: { id: owner.teamId } });
  expect(readdirSync(folder).sort()).toEqual(["operator.json", `${slug}.json`].sort());
  for (const name of readdirSync(folder)) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect((await run(verifyAudit, { file: join(folder, name) })).exitCode).toBe(0);
  }
});

test("a restored backup has every revoked key back, and a dry run changes nothing about it", async () => {
  expect(await statuses(owner)).toEqual(Array(7).fill("active"));
  const outcome = await run(applyTrails, { from: folder, "dry-run": "true" });
  expect(outcome.exitCode).toBe(0);
  expect(outcome.text).toContain("To be taken away again: 1 key.revoke, 1 key.disable, 2 secret.end, 1 key.edit");
  expect(await statuses(owner)).toEqual(Array(7).fill("active"));
});

test("restore apply ends again what was ended after the backup; no gateway accepts it, and what was not ended goes on", async () => {
  const outcome = await run(applyTrails, { from: folder });
  const { slug } = await prisma().team.findUniqueOrThrow({ where: { id: owner.teamId } });
  expect(outcome.json).toMatchObject({
    trails: expect.arrayContaining([
      {
        ...{ team: slug, shared: 8, left: [] },
        done: {
          ...{ "key.revoke": 1, "key.disable": 1, "secret.end": 2, "key.edit": 1 },
          ...{ "access_token.revoke": 1, "member.remove": 1 },
        },
        lost: 10,
        other: { "key.edit": 1, "key.create": 1 },
      },
      { team: "operator", shared: 1, lost: 1, done: { "service_token.revoke": 1 }, other: {}, left: [] },
    ]),
    keys: 7,
  });
  expect(await statuses(owner)).toEqual(["revoked", "disabled", "active", "active", "active", "active", "active"]);
  const revoked = await getKey(owner, key("revoked").key.id);
  expect([revoked.revokeReason, revoked.revokedAt !== null]).toEqual(["Found in a repository", true]);
  const slow = await getKey(owner, key("rotated slowly").key.id);
  expect(slow.secrets.map(({ status }) => status)).toEqual(["ending"]);
  const shortened = await getKey(owner, key("shortened").key.id);
  expect(Date.parse(shortened.expiresAt ?? "")).toBeLessThan(clock.ms() + 60_001);

  const gateway = await startTestGateway();
  try {
    const codes = await Promise.all(LABELS.map(async (label) => (await gateway.verify(key(label).secret)).code));
    expect(codes).toEqual(["REVOKED", "DISABLED", "VALID", "REVOKED", "VALID", "VALID", "VALID"]);
  } finally {
    await gateway.close();
  }
  const member = { teamId_userId: { teamId: owner.teamId, userId: leaver.userId } };
  expect(await prisma().membership.findUnique({ where: member })).toBeNull();
  expect(
    (await prisma().accessToken.findFirstOrThrow({ where: { id: readId("token", tokenId) ?? "" } })).revokedAt,
  ).not.toBeNull();
  expect(
    (await prisma().serviceToken.findFirstOrThrow({ where: { id: readId("service", serviceId) ?? "" } })).revokedAt,
  ).not.toBeNull();
});

test("each of it is in the trail with the event it follows from, the chain is whole, and a second run finds nothing to do", async () => {
  const event = await prisma().auditEvent.findFirstOrThrow({ where: { teamId: owner.teamId, action: "key.revoke" } });
  expect(event.after).toMatchObject({
    reason: "Found in a repository",
    restoredFrom: expect.stringMatching(/^event_/),
  });
  expect((await run(verifyAudit, {})).exitCode).toBe(0);
  const events = await prisma().auditEvent.count();
  const { json } = await run(applyTrails, { from: folder });
  expect((json.trails as { done: object }[]).map(({ done }) => done)).toEqual([{}, {}]);
  expect(await prisma().auditEvent.count()).toBe(events);
});

test("an altered export, one of another deployment and one that is not there are refused, and nothing is done", async () => {
  const { slug } = await prisma().team.findUniqueOrThrow({ where: { id: owner.teamId } });
  const text = readFileSync(join(folder, `${slug}.json`), "utf8");
  const altered = join(folder, "altered.txt");
  writeFileSync(altered, text.replace("Found in a repository", "Found in a drawer"));
  await expect(run(applyTrails, { from: altered })).rejects.toMatchObject({ code: "invalid" });
  await expect(run(applyTrails, { from: join(folder, "none") })).rejects.toMatchObject({ code: "invalid" });

  const other = await makeActor();
  const { slug: theirs } = await prisma().team.findUniqueOrThrow({ where: { id: other.teamId } });
  const restore = await takeBackup();
  await createKey(other, keyInput());
  const elsewhere = mkdtempSync(join(tmpdir(), "latchkey-elsewhere-"));
  try {
    await run(exportAudit, { to: elsewhere });
    await restore();
    // From its first event on another chain than the exported one.
    await createKey(other, keyInput());
    const file = join(elsewhere, `${theirs}.json`);
    await expect(run(applyTrails, { from: file })).rejects.toThrow("have no event of");
  } finally {
    rmSync(elsewhere, { recursive: true });
  }
});

test("without an export it says that nobody knows, and marks every key as changed", async () => {
  const before = await pool().query("SELECT sum(version)::int AS n FROM key_changes");
  const { text, json } = await run(applyTrails, {});
  expect(text).toContain("nobody knows what was revoked after the backup");
  const after = await pool().query("SELECT sum(version)::int AS n FROM key_changes");
  expect(after.rows[0].n).toBe(before.rows[0].n + (json.keys as number));
});
