import { afterEach, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { env } from "@/lib/env";
import type { DomainError } from "@/lib/errors";
import { newId, readId, showId } from "@/lib/ids";
import { toRefusal } from "@/lib/refusal";
import { makeActor } from "@/lib/testing/fixtures";
import { setKeks } from "@/lib/testing/storage";
import { insertEndpoint } from "@/lib/testing/webhooks";
import { createEndpoint } from "./create-endpoint";
import { disableEndpoint } from "./disable-endpoint";
import { editEndpoint } from "./edit-endpoint";
import { enableEndpoint } from "./enable-endpoint";
import { getDelivery } from "./get-delivery";
import { getEndpoint } from "./get-endpoint";
import { listDeliveries } from "./list-deliveries";
import { listEndpoints } from "./list-endpoints";
import { redeliver } from "./redeliver";
import { removeEndpoint } from "./remove-endpoint";
import { rotateSigningSecret } from "./rotate-signing-secret";
import { createEndpointSchema, MAXIMUM_ENDPOINTS } from "./schema";
import { sendTestEvent } from "./send-test-event";

afterEach(() => {
  (env().WEBHOOK_PRIVATE_NETWORKS as string[]).length = 0;
});
setKeks(1);
/** Two of the tests ask at every door; a machine at work on much else is no failure. */
const PATIENCE_MS = 120_000;
const input = {
  url: "https://hooks.example.com/latchkey?token=hunter2",
  description: "Deploys",
  events: ["key.created", "key.revoked"],
  environment: null,
};
const viewOf = (actor: Actor, endpointId: string) => getEndpoint(actor, endpointId);

/** Every verb, on somebody's endpoint. */
const verbs = (endpointId: string, deliveryId: string): Record<string, (actor: Actor) => Promise<unknown>> => ({
  edit: (actor) => editEndpoint(actor, { endpointId, ...input }),
  remove: (actor) => removeEndpoint(actor, { endpointId }),
  disable: (actor) => disableEndpoint(actor, { endpointId }),
  enable: (actor) => enableEndpoint(actor, { endpointId }),
  rotate: (actor) => rotateSigningSecret(actor, { endpointId, keepOld: true }),
  test: (actor) => sendTestEvent(actor, { endpointId }),
  redeliver: (actor) => redeliver(actor, { endpointId, deliveryId }),
});
const reads = (endpointId: string, deliveryId: string): Record<string, (actor: Actor) => Promise<unknown>> => ({
  see: (actor) => getEndpoint(actor, endpointId),
  deliveries: (actor) => listDeliveries(actor, endpointId, { page: 1 }),
  delivery: (actor) => getDelivery(actor, endpointId, deliveryId),
});
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "ok",
    (error) => error.code,
  );

test("a foreign endpoint, an unknown one and a text that is no id answer alike, and nothing of it changes", {
  timeout: PATIENCE_MS,
}, async () => {
  const [owner, stranger] = [await makeActor(), await makeActor()];
  const { id } = await createEndpoint(owner, input);
  const { deliveryId } = await sendTestEvent(owner, { endpointId: id });
  const before = await prisma().webhookEndpoint.findUniqueOrThrow({ where: { id: readId("endpoint", id) as string } });
  const messages = new Set<string>();
  for (const endpointId of [id, showId("endpoint", newId()), "endpoint_x"]) {
    for (const [verb, run] of Object.entries({ ...verbs(endpointId, deliveryId), ...reads(endpointId, deliveryId) })) {
      const error = (await run(stranger).catch((thrown) => thrown)) as DomainError;
      expect({ verb, endpointId, code: error?.code }).toEqual({ verb, endpointId, code: "not_found" });
      messages.add(error.message);
    }
  }
  expect(messages.size).toBe(1);
  // A delivery of one endpoint is none of another, of the same team either.
  const other = await createEndpoint(owner, input);
  expect(await codeOf(redeliver(owner, { endpointId: other.id, deliveryId }))).toBe("not_found");
  expect(await codeOf(getDelivery(owner, other.id, deliveryId))).toBe("not_found");
  expect(await listEndpoints(stranger)).toEqual([]);
  expect(await prisma().webhookEndpoint.findUniqueOrThrow({ where: { id: before.id } })).toEqual(before);
});

test("owner and admin change endpoints; developer and viewer read them and their log", {
  timeout: PATIENCE_MS,
}, async () => {
  const owner = await makeActor();
  const { id } = await createEndpoint(owner, input);
  const { deliveryId } = await sendTestEvent(owner, { endpointId: id });
  for (const role of ["developer", "viewer"] as const) {
    const actor = await makeActor(role, owner);
    for (const run of Object.values(verbs(id, deliveryId))) expect(await codeOf(run(actor))).toBe("forbidden");
    expect(await codeOf(createEndpoint(actor, input))).toBe("forbidden");
    for (const run of Object.values(reads(id, deliveryId))) expect(await codeOf(run(actor))).toBe("ok");
    // A token in the query is for those who may change it.
    const view = await viewOf(actor, id);
    expect(view).toMatchObject({ shownUrl: "https://hooks.example.com/latchkey?token=****", url: null });
  }
  const admin = await makeActor("admin", owner);
  expect((await viewOf(admin, id)).url).toBe(input.url);
  for (const verb of ["edit", "rotate", "disable", "enable", "test", "redeliver", "remove"]) {
    expect({ verb, code: await codeOf(verbs(id, deliveryId)[verb]?.(admin) as Promise<unknown>) }).toEqual({
      verb,
      code: "ok",
    });
  }
});

test("every change is in the trail, in one event that holds no secret, and what changes nothing is not", async () => {
  const actor = await makeActor();
  const { id, secret } = await createEndpoint(actor, input);
  await editEndpoint(actor, { endpointId: id, ...input, events: ["key.revoked", "key.created"] });
  await editEndpoint(actor, { endpointId: id, ...input, events: ["key.created"] });
  // Only the token is another one: that it changed is told, what to is not.
  await editEndpoint(actor, { endpointId: id, ...input, events: ["key.created"], url: `${input.url}3` });
  await enableEndpoint(actor, { endpointId: id });
  await disableEndpoint(actor, { endpointId: id });
  await disableEndpoint(actor, { endpointId: id });
  await enableEndpoint(actor, { endpointId: id });
  const rotated = await rotateSigningSecret(actor, { endpointId: id, keepOld: true });
  await removeEndpoint(actor, { endpointId: id });
  const { rows } = await pool().query(
    "SELECT action, coalesce(before::text, '') || coalesce(after::text, '') AS facts FROM audit_events WHERE team_id = $1 ORDER BY seq",
    [actor.teamId],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "webhook.create",
    "webhook.edit",
    "webhook.edit",
    "webhook.disable",
    "webhook.enable",
    "webhook.rotate_secret",
    "webhook.remove",
  ]);
  const said = rows.map(({ facts }) => facts).join();
  for (const hidden of ["hunter2", secret, rotated.secret]) expect(said).not.toContain(hidden);
});

test("a team has 20 endpoints at most, also when two are made at the same time", async () => {
  const actor = await makeActor();
  for (let i = 1; i < MAXIMUM_ENDPOINTS; i++) await insertEndpoint(actor.teamId);
  const both = await Promise.allSettled([createEndpoint(actor, input), createEndpoint(actor, input)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await codeOf(createEndpoint(actor, input))).toBe("conflict");
});

test("a private address is refused on its field, unless the operator allows its network", async () => {
  const actor = await makeActor();
  const url = "http://10.20.0.5:8080/hook";
  const refusal = await createEndpoint(actor, { ...input, url }).catch((error) => error);
  expect(refusal).toMatchObject({
    code: "invalid",
    fieldErrors: { url: expect.stringContaining("a private address") },
  });
  (env().WEBHOOK_PRIVATE_NETWORKS as string[]).push("10.20.0.0/16");
  const { id } = await createEndpoint(actor, { ...input, url });
  (env().WEBHOOK_PRIVATE_NETWORKS as string[]).length = 0;
  // What was allowed once can still be edited; it is asked again at every connection.
  await editEndpoint(actor, { endpointId: id, ...input, url, description: "Other" });
  expect((await viewOf(actor, id)).description).toBe("Other");
});

test("without a key-encryption key no endpoint is made, and what is missing is said", async () => {
  setKeks();
  const actor = await makeActor();
  const error = toRefusal(await createEndpoint(actor, input).catch((thrown) => thrown), "req_test");
  expect(error).toMatchObject({ code: "unavailable", message: expect.stringContaining("LATCHKEY_KEK is not set") });
  expect(await listEndpoints(actor)).toEqual([]);
  setKeks(1);
});

test("no more than five secrets sign at the same time; ending them all makes room", async () => {
  const actor = await makeActor();
  const { id } = await createEndpoint(actor, input);
  for (let i = 0; i < 4; i++) await rotateSigningSecret(actor, { endpointId: id, keepOld: true });
  expect(await codeOf(rotateSigningSecret(actor, { endpointId: id, keepOld: true }))).toBe("conflict");
  expect((await viewOf(actor, id)).secrets).toHaveLength(5);
  await rotateSigningSecret(actor, { endpointId: id, keepOld: false });
  expect((await viewOf(actor, id)).secrets).toHaveLength(1);
});

test("input is strict: unknown fields, unknown events and none are refused", () => {
  const refused = (given: object) => createEndpointSchema.safeParse({ ...input, ...given }).success;
  expect(refused({})).toBe(true);
  for (const given of [
    { events: [] },
    { events: ["key.nonsense"] },
    { events: ["webhook.test"] },
    { url: "" },
    { more: 1 },
  ])
    expect(refused(given)).toBe(false);
});
