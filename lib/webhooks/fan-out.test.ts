import { expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { editKey } from "@/lib/keys/edit-key";
import { enableKey } from "@/lib/keys/enable-key";
import { endSecret } from "@/lib/keys/end-secret";
import { extendSecret } from "@/lib/keys/extend-secret";
import { revokeKey } from "@/lib/keys/revoke-key";
import { rotateKey } from "@/lib/keys/rotate-key";
import { log } from "@/lib/log";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { setKeks } from "@/lib/testing/storage";
import { queued } from "@/lib/testing/webhooks";
import { createEndpoint } from "./create-endpoint";
import { disableEndpoint } from "./disable-endpoint";
import { enableEndpoint } from "./enable-endpoint";
import { CHOOSABLE_EVENTS } from "./event-types";
import { fanOutWebhooks } from "./fan-out";

setKeks(1);
const events = CHOOSABLE_EVENTS.map(({ type }) => type);
const input = { url: "https://hooks.example.com/", description: "", events, environment: null };
const types = async (teamId: string) => (await queued(teamId)).map(({ type }) => type);

test("every change of a key is told in its order, once, with who did it and no secret", async () => {
  const actor = await makeActor();
  await createEndpoint(actor, input);
  const { key, secret } = await createKey(actor, keyInput());
  const keyId = key.id;
  await editKey(actor, { keyId, label: "Renamed" });
  const rotated = await rotateKey(actor, { keyId, graceSeconds: 3_600 });
  await extendSecret(actor, { keyId, secretId: key.secrets[0]?.id as string, graceSeconds: 7_200 });
  await endSecret(actor, { keyId, secretId: key.secrets[0]?.id as string });
  await disableKey(actor, { keyId });
  await enableKey(actor, { keyId });
  await revokeKey(actor, { keyId });
  expect(await fanOutWebhooks()).toBe(8);
  expect(await fanOutWebhooks()).toBe(0);
  const rows = await queued(actor.teamId);
  expect(rows.map(({ type }) => type)).toEqual([
    ...[
      "key.created",
      "key.edited",
      "key.rotated",
      "secret.extended",
      "secret.ended",
      "key.disabled",
      "key.enabled",
      "key.revoked",
    ],
  ]);
  const named = { id: keyId, label: "Renamed", environment: "live" };
  expect(rows[1]?.body).toMatchObject({
    type: "key.edited",
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: {
      team: expect.stringMatching(/^team_/),
      key: { ...named, masked: rotated.key.masked },
      actor: { kind: "user", id: expect.stringMatching(/^user_/), name: actor.name },
      before: { label: key.label },
      after: { label: "Renamed" },
    },
  });
  // An event about a secret shows the key masked with that secret.
  expect(rows[2]?.body.data).toMatchObject({ key: { masked: rotated.key.masked } });
  for (const row of rows.slice(3, 5)) expect(row.body.data).toMatchObject({ key: { masked: key.masked } });
  for (const one of [secret, rotated.secret]) expect(JSON.stringify(rows)).not.toContain(one.slice(-20));
});

test("an endpoint is told what happens after it was made, and nothing of while it was disabled", async () => {
  // The clock says nothing of the order: it stands still.
  const restore = setClock(() => Date.parse("2027-03-01T10:00:00Z"));
  const actor = await makeActor();
  await createKey(actor, keyInput({ label: "before" }));
  const { id } = await createEndpoint(actor, input);
  await createKey(actor, keyInput({ label: "told" }));
  const second = await createEndpoint(actor, input);
  await createKey(actor, keyInput({ label: "told to both" }));
  await fanOutWebhooks();
  await disableEndpoint(actor, { endpointId: id });
  await createKey(actor, keyInput({ label: "while disabled" }));
  // Nobody has looked at the trail in between.
  await enableEndpoint(actor, { endpointId: id });
  await createKey(actor, keyInput({ label: "afterwards" }));
  await fanOutWebhooks();
  const rows = (await queued(actor.teamId)) as unknown as {
    endpointId: string;
    body: { data: { key: { label: string } } };
  }[];
  const toldTo = (shown: string) =>
    rows.filter(({ endpointId }) => endpointId === readId("endpoint", shown)).map(({ body }) => body.data.key.label);
  expect(toldTo(id)).toEqual(["told", "told to both", "afterwards"]);
  expect(toldTo(second.id)).toEqual(["told to both", "while disabled", "afterwards"]);
  restore();
});

test("keys changed by many at the same time, and told by several workers meanwhile: each event once", async () => {
  const actor = await makeActor();
  await createEndpoint(actor, input);
  const made = Promise.all(Array.from({ length: 12 }, (_, i) => createKey(actor, keyInput({ label: `key ${i}` }))));
  let isMade = false;
  const tellAll = async (): Promise<void> => {
    while (!isMade) await fanOutWebhooks();
  };
  const telling = [tellAll(), tellAll(), tellAll()];
  await made;
  isMade = true;
  await Promise.all(telling);
  await fanOutWebhooks();
  const rows = await queued(actor.teamId);
  expect(new Set(rows.map(({ body }) => JSON.stringify(body))).size).toBe(12);
  expect(rows).toHaveLength(12);
  const { rows: cursors } = await pool().query(
    "SELECT c.seq = h.seq AS done FROM webhook_cursors c JOIN audit_heads h ON h.team_id = c.team_id WHERE c.team_id = $1",
    [actor.teamId],
  );
  expect(cursors).toEqual([{ done: true }]);
});

test("what was told once is not told again, though a cursor be set back, and other teams do not wait", async () => {
  const actor = await makeActor();
  await createEndpoint(actor, input);
  await createKey(actor, keyInput());
  await fanOutWebhooks();
  await pool().query("UPDATE webhook_cursors SET seq = 0 WHERE team_id = $1", [actor.teamId]);
  const other = await makeActor();
  await createEndpoint(other, input);
  await createKey(other, keyInput());
  const said = vi.spyOn(log, "error").mockImplementation(() => {});
  await fanOutWebhooks();
  expect([await types(actor.teamId), await types(other.teamId)]).toEqual([["key.created"], ["key.created"]]);
  expect(said).toHaveBeenCalledTimes(1);
  said.mockRestore();
  await pool().query(
    "UPDATE webhook_cursors c SET seq = h.seq FROM audit_heads h WHERE h.team_id = c.team_id AND c.team_id = $1",
    [actor.teamId],
  );
});

test("of both environments, an endpoint gets those it wants", async () => {
  const actor = await makeActor();
  await createEndpoint(actor, { ...input, environment: "test" });
  await createKey(actor, keyInput({ environment: "live" }));
  await createKey(actor, keyInput({ environment: "test" }));
  await fanOutWebhooks();
  expect(
    (await queued(actor.teamId)).map(({ body }) => (body.data as { key: { environment: string } }).key.environment),
  ).toEqual(["test"]);
});

test("where nothing has happened, one query is all", async () => {
  await fanOutWebhooks();
  const asked: string[] = [];
  const { query } = pool();
  pool().query = ((...given: Parameters<typeof query>) => {
    asked.push(String(given[0]));
    return (query as (...all: unknown[]) => unknown).apply(pool(), given);
  }) as typeof query;
  expect(await fanOutWebhooks()).toBe(0);
  pool().query = query;
  expect(asked).toHaveLength(1);
});
