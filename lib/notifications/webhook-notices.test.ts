import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { inTransaction } from "@/lib/db/prisma";
import { readId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { standingClock, type TestClock, toldTo } from "@/lib/testing/notices";
import { insertEndpoint, queued } from "@/lib/testing/webhooks";
import { DAY } from "@/lib/usage/step";
import { stopEndpoint } from "@/lib/webhooks/stop-endpoint";
import { listNotices } from "./list-notices";
import { planNotices } from "./plan-notices";
import { listNoticesSchema } from "./schema";

let time: TestClock;
let owner: Actor;
beforeEach(async () => {
  time = standingClock("2027-03-01T12:00:00Z");
  owner = await makeActor();
});
afterEach(() => time.restore());

const list = async (actor: Actor) => (await listNotices(actor, listNoticesSchema.parse({}))).notices;

test("each notice goes to the team's webhooks that want it, once, and to nobody else's", async () => {
  const other = await makeActor();
  await insertEndpoint(owner.teamId);
  await insertEndpoint(other.teamId);
  const expiresAt = new Date(time.now + 8 * DAY);
  const { key } = await createKey(owner, keyInput({ expiresAt }));
  time.now += DAY;
  await Promise.all([planNotices(), planNotices()]);
  await planNotices();
  const messages = await queued(owner.teamId);
  expect(messages.map(({ type }) => type)).toEqual(["key.expiring"]);
  expect(messages[0]?.body).toMatchObject({
    timestamp: new Date(time.now).toISOString(),
    data: { key: { id: key.id, label: key.label }, expiresAt: expiresAt.toISOString(), days: 7 },
  });
  expect(await queued(other.teamId)).toEqual([]);
});

test("an endpoint that was disabled because nothing could be delivered is told to owners and admins, once each time", async () => {
  const [admin, developer] = [await makeActor("admin", owner), await makeActor("developer", owner)];
  const url = "https://hooks.example.com/in?token=topsecret";
  const id = await insertEndpoint(owner.teamId, { url });
  const other = await insertEndpoint(owner.teamId, { disabledReason: "by_hand" });
  const stop = (reason: "failing" | "gone") =>
    inTransaction((tx) => stopEndpoint(tx, { id, teamId: owner.teamId, url }, reason, null));
  await stop("failing");
  await Promise.all([planNotices(), planNotices()]);
  await planNotices();
  for (const actor of [owner, admin]) {
    const [only, ...more] = await list(actor);
    expect(more).toEqual([]);
    expect(only).toMatchObject({
      environment: null,
      key: null,
      facts: { kind: "webhook.disabled", endpointId: showId("endpoint", id), reason: "failing" },
    });
  }
  expect(JSON.stringify(await list(owner))).not.toContain("topsecret");
  expect(await list(developer)).toEqual([]);
  time.now += DAY;
  await stop("gone");
  await planNotices();
  expect(await toldTo(owner)).toEqual(["webhook.disabled", "webhook.disabled"]);
  expect(readId("endpoint", showId("endpoint", other))).toBe(other);
  const { rows } = await pool().query("SELECT subject FROM notices WHERE team_id = $1 AND subject LIKE $2", [
    owner.teamId,
    `${other}%`,
  ]);
  expect(rows).toEqual([]);
});
