import { beforeAll, beforeEach, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/list-events";
import { listEventsSchema } from "@/lib/audit/schema";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { newId, readId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { readTeamLimit } from "@/lib/teams/read-team-limit";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { insertKey } from "@/lib/testing/insert-key";
import { makePerson } from "@/lib/testing/operator";
import { waitsForALock } from "@/lib/testing/waits-for-a-lock";
import { editTeamLimit } from "./edit-team-limit";
import type { Operator } from "./operator";
import { readTeamOfDeployment } from "./read-team-of-deployment";
import { editTeamLimitSchema } from "./schema";
import { trailReader } from "./trail-reader";

const LIMIT = { limit: 10, windowSeconds: 60 };
let operator: Operator & { userId: string };
let owner: Actor;
let teamId: string;
beforeAll(async () => {
  operator = await makePerson({ isOperator: true });
});
beforeEach(async () => {
  owner = await makeActor("owner");
  teamId = showId("team", owner.teamId);
});

const versionOf = async (keyId: string): Promise<number> =>
  Number((await pool().query("SELECT version FROM key_changes WHERE key_id = $1", [keyId])).rows[0]?.version);

test("the operator and every member are told of the limit, and of none", async () => {
  const viewer = await makeActor("viewer", owner);
  for (const rateLimit of [null, LIMIT, { limit: 1, windowSeconds: 86_400 }, null]) {
    await editTeamLimit(operator, { teamId, rateLimit });
    expect(await readTeamLimit(viewer)).toEqual(rateLimit);
    expect(await readTeamOfDeployment(operator, { teamId })).toMatchObject({ rateLimit });
  }
  expect(await readTeamLimit(await makeActor())).toBeNull();
});

test("each change is one event of the team's trail and one of the deployment's; what changes nothing leaves none", async () => {
  await editTeamLimit(operator, { teamId, rateLimit: LIMIT });
  await editTeamLimit(operator, { teamId, rateLimit: LIMIT });
  await editTeamLimit(operator, { teamId, rateLimit: null });
  const query = listEventsSchema.parse({ action: "team.edit_limit" });
  const reader = trailReader({ ...operator, sessionId: newId(), authenticatedAt: new Date() } as never);
  for (const trail of [owner, reader]) {
    const events = (await listEvents(trail, query)).events.filter(({ target }) => target.id === teamId);
    expect(events).toMatchObject([
      { before: { rateLimit: LIMIT }, after: { rateLimit: null }, isWhole: true },
      { before: { rateLimit: null }, after: { rateLimit: LIMIT }, actor: { name: "Olga Provider" } },
    ]);
  }
});

test("every key of the team is noted as changed once, and no other team's", async () => {
  const keys = [await createKey(owner, keyInput()), await createKey(owner, keyInput({ environment: "test" }))].map(
    ({ key }) => readId("key", key.id) as string,
  );
  const { keyId: foreign } = await insertKey();
  const before = await Promise.all([...keys, foreign].map(versionOf));
  await editTeamLimit(operator, { teamId, rateLimit: LIMIT });
  const after = await Promise.all([...keys, foreign].map(versionOf));
  expect(after.map((version, i) => version - (before[i] as number))).toEqual([1, 1, 0]);
  await pool().query("UPDATE teams SET name = 'Renamed' WHERE id = $1", [owner.teamId]);
  expect(await Promise.all([...keys, foreign].map(versionOf))).toEqual(after);
});

test("a key that is being made meanwhile is noted too: the change waits for it", async () => {
  const client = await pool().connect();
  await client.query("BEGIN");
  await client.query("SELECT 1 FROM teams WHERE id = $1 FOR SHARE", [owner.teamId]);
  const keyId = newId();
  await client.query(
    `INSERT INTO keys (id, team_id, label, environment, rate_limit, rate_window_seconds, created_by_name)
     VALUES ($1, $2, 'Late', 'live', 10, 60, 'Ada')`,
    [keyId, owner.teamId],
  );
  let isDone = false;
  const edited = editTeamLimit(operator, { teamId, rateLimit: LIMIT }).then(() => {
    isDone = true;
  });
  await waitsForALock("teams");
  expect(isDone).toBe(false);
  await client.query("COMMIT");
  client.release();
  await edited;
  expect(await versionOf(keyId)).toBe(2);
});

test("keys made while the limit changes again and again are all noted in the end, and nobody waits in a circle", async () => {
  const made = Promise.all(Array.from({ length: 12 }, () => createKey(owner, keyInput())));
  for (const limit of [1, 2, 3, 4]) await editTeamLimit(operator, { teamId, rateLimit: { limit, windowSeconds: 60 } });
  expect(await made).toHaveLength(12);
});

test("nobody but the operator sets it, not even the team's owner; what is no team of the deployment is not found", async () => {
  const stranger = { ...operator, userId: owner.userId, isOperator: false };
  await expect(editTeamLimit(stranger, { teamId, rateLimit: LIMIT })).rejects.toMatchObject({ code: "forbidden" });
  for (const unknown of [
    showId("team", newId()),
    showId("key", owner.teamId),
    showId("team", `${"0".repeat(8)}-0000-0000-0000-${"0".repeat(12)}`),
    "",
  ])
    await expect(editTeamLimit(operator, { teamId: unknown, rateLimit: LIMIT })).rejects.toMatchObject({
      code: "not_found",
    });
  expect(await readTeamLimit(owner)).toBeNull();
});

test("a limit's bounds are a key's, in the schema and in the database, and it has both numbers or neither", async () => {
  for (const rateLimit of [{ limit: 0 }, { limit: 1_000_001 }, { limit: 1, windowSeconds: 0 }, {}, undefined])
    expect(editTeamLimitSchema.safeParse({ teamId, rateLimit }).success).toBe(false);
  for (const [limit, window] of [
    [0, 60],
    [1_000_001, 60],
    [1, 86_401],
    [1, null],
    [null, 60],
  ])
    await expect(
      pool().query("UPDATE teams SET rate_limit = $2, rate_window_seconds = $3 WHERE id = $1", [
        owner.teamId,
        limit,
        window,
      ]),
    ).rejects.toThrow(/teams_rate_limit/);
});
