import { expect, test } from "vitest";
import { inTransaction } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { insertEndpoint, queued } from "@/lib/testing/webhooks";
import { publishEvent } from "./publish-event";

const uuidOf = (shown: string): string => readId("key", shown) as string;

test("an event goes to each of the team's enabled endpoints that chose it, with the key's name and without its secret", async () => {
  const actor = await makeActor();
  const other = await makeActor();
  const all = await insertEndpoint(actor.teamId);
  const liveOnly = await insertEndpoint(actor.teamId, { events: ["key.expiring"], environment: "live" });
  await insertEndpoint(actor.teamId, { environment: "test" });
  await insertEndpoint(actor.teamId, { events: ["key.revoked"] });
  await insertEndpoint(actor.teamId, { disabledReason: "by_hand" });
  await insertEndpoint(other.teamId);
  const { key, secret } = await createKey(actor, keyInput());
  const at = new Date("2027-01-31T10:00:00Z");
  const data = { expiresAt: "2027-02-07T00:00:00.000Z", days: 7 };
  const isWanted = await inTransaction((tx) =>
    publishEvent(tx, actor.teamId, { type: "key.expiring", keyId: uuidOf(key.id), data, at }),
  );
  expect(isWanted).toBe(true);
  const rows = await queued(actor.teamId);
  expect(rows.map(({ endpointId }) => endpointId).sort()).toEqual([all, liveOnly].sort());
  const named = { id: key.id, label: key.label, environment: "live", masked: key.masked };
  expect(rows[0]?.body).toEqual({
    type: "key.expiring",
    timestamp: "2027-01-31T10:00:00.000Z",
    data: { team: expect.stringMatching(/^team_/), key: named, ...data },
  });
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(await queued(other.teamId)).toEqual([]);
});

test("nothing is kept where nobody wants it, and nothing of a transaction that fails", async () => {
  const actor = await makeActor();
  const publish = (thenFail: boolean) =>
    inTransaction(async (tx) => {
      const isWanted = await publishEvent(tx, actor.teamId, { type: "alert.opened", data: {} });
      if (thenFail) throw new Error("rolled back");
      return isWanted;
    });
  expect(await publish(false)).toBe(false);
  await insertEndpoint(actor.teamId);
  await expect(publish(true)).rejects.toThrow("rolled back");
  expect(await queued(actor.teamId)).toEqual([]);
});

test("a key of another team is not named", async () => {
  const [actor, other] = [await makeActor(), await makeActor()];
  await insertEndpoint(actor.teamId);
  const { key } = await createKey(other, keyInput());
  await inTransaction((tx) => publishEvent(tx, actor.teamId, { type: "key.expired", keyId: uuidOf(key.id), data: {} }));
  expect((await queued(actor.teamId))[0]?.body.data).toEqual({ team: expect.any(String) });
});
