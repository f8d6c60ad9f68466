import { beforeAll, expect, test } from "vitest";
import { DEPLOYMENT_TRAIL } from "@/lib/audit/deployment-trail";
import { listEvents } from "@/lib/audit/list-events";
import { listEventsSchema } from "@/lib/audit/schema";
import { verifyNewest } from "@/lib/audit/verify-trail";
import { verifyTrails } from "@/lib/audit/verify-trails";
import type { Person } from "@/lib/auth/person";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { editProviderPolicy } from "@/lib/policies/edit-provider-policy";
import { resultOf, tampered, verdictOn } from "@/lib/testing/audit";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { makePerson } from "@/lib/testing/operator";
import { policyInput } from "@/lib/testing/policies";
import { addScope } from "./add-scope";
import { createServiceToken } from "./create-service-token";
import { editKeyPrefix } from "./edit-key-prefix";
import { editLimits } from "./edit-limits";
import { editProduct } from "./edit-product";
import { editScope } from "./edit-scope";
import { editSignUp } from "./edit-sign-up";
import { COMMAND_LINE } from "./operator";
import { removeScope } from "./remove-scope";
import { revokeServiceToken } from "./revoke-service-token";
import { setLogo } from "./set-logo";
import { trailReader } from "./trail-reader";

let operator: Person;
beforeAll(async () => {
  const made = await makePerson({ isOperator: true });
  operator = { ...made, sessionId: newId(), authenticatedAt: new Date() };
});

const events = async () => (await listEvents(trailReader(operator), listEventsSchema.parse({ limit: 200 }))).events;
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

test("every act of the operator is one event of the deployment's chain, with before and after and no secret", async () => {
  await editProduct(operator, { productName: "Acme" });
  await setLogo(operator, { image: DOT });
  await editKeyPrefix(operator, { keyPrefix: "acme" });
  await addScope(operator, { name: "charges:read", summary: "read charges", minimumRole: "admin" });
  await editScope(operator, { name: "charges:read", minimumRole: "developer" });
  await editScope(operator, { name: "charges:read", retired: true });
  await removeScope(operator, { name: "charges:read" });
  await editLimits(operator, { defaultRateLimit: { limit: 5, windowSeconds: 1 } });
  await editProviderPolicy(operator, policyInput({ rotateEveryDays: 90 }));
  await editSignUp(operator, { signUpMode: "invited", signUpDomains: [] });
  const { id, token } = await createServiceToken(COMMAND_LINE, { name: "nginx" });
  await revokeServiceToken(operator, { tokenId: id });

  const told = (await events()).reverse();
  expect(told.map(({ action }) => action)).toEqual([
    "product.rename",
    "logo.replace",
    "product.change_prefix",
    "scope.add",
    "scope.edit",
    "scope.retire",
    "scope.remove",
    "limits.edit",
    "policy.edit",
    "sign_up.edit",
    "service_token.create",
    "service_token.revoke",
  ]);
  expect(told[0]).toMatchObject({
    actor: { kind: "user", name: "Olga Provider" },
    before: { productName: "Latchkey" },
    after: { productName: "Acme" },
    ip: "198.51.100.9",
  });
  expect(told[4]).toMatchObject({
    target: { kind: "scope", id: "charges:read" },
    before: { minimumRole: "admin" },
    after: { minimumRole: "developer" },
  });
  expect(told[8]).toMatchObject({ before: { rotateEveryDays: null }, after: { rotateEveryDays: 90 } });
  expect(told[10]).toMatchObject({ actor: { kind: "system", name: "Command line" }, target: { id } });
  expect(JSON.stringify(told)).not.toContain(token.slice(11, -6));
  expect(told.every(({ isWhole }) => isWhole)).toBe(true);
});

test("what changes nothing, and what is refused, leaves no event", async () => {
  const before = await events();
  await editProduct(operator, { productName: "Acme" });
  await editScope(operator, { name: "nothing" }).catch(() => {});
  await revokeServiceToken(operator, { tokenId: "service_nonsense" }).catch(() => {});
  await editProduct({ ...operator, isOperator: false }, { productName: "Mine" }).catch(() => {});
  expect(await events()).toEqual(before);
});

test("writers at the same time make one unbroken chain, verified beside the teams'; an altered event is found", async () => {
  await createKey(await makeActor(), keyInput());
  const before = (await events()).length;
  await Promise.all(Array.from({ length: 20 }, (_, i) => createServiceToken(operator, { name: `service ${i}` })));
  expect(await verifyNewest(trailReader(operator))).toMatchObject({ trouble: null, end: { seq: before + 20 } });
  const chains = await resultOf(verifyTrails());
  expect(chains.map(({ team, trouble }) => [team, trouble])).toContainEqual(["the deployment", null]);
  const found = await tampered(async (client) => {
    await client.query("UPDATE audit_events SET actor_name = 'Nobody' WHERE team_id = $1 AND seq = 3", [
      DEPLOYMENT_TRAIL,
    ]);
    return verdictOn(DEPLOYMENT_TRAIL, client);
  });
  expect(found.trouble?.seq).toBe(3);
});

test("no team has the deployment's id, no event one of a team that is not there, and a team with a trail stays", async () => {
  await expect(
    prisma().team.create({ data: { id: DEPLOYMENT_TRAIL, name: "The deployment", slug: "deployment" } }),
  ).rejects.toThrow();
  const orphan = pool().query(
    `INSERT INTO audit_events (id, team_id, at, actor_kind, actor_name, action, target_kind, target_id)
     VALUES ($1, $2, now(), 'system', 'x', 'x', 'x', 'x')`,
    [newId(), newId()],
  );
  await expect(orphan).rejects.toThrow(/there is no team/);
  const { teamId } = await makeActor();
  await createKey({ ...(await makeActor("owner", { teamId })) }, keyInput());
  await expect(pool().query("DELETE FROM teams WHERE id = $1", [teamId])).rejects.toThrow(/has a trail/);
  await expect(pool().query("TRUNCATE teams CASCADE")).rejects.toThrow(/has a trail/);
  await expect(pool().query("UPDATE teams SET id = $2 WHERE id = $1", [teamId, newId()])).rejects.toThrow();
});

test("nobody but the operator reads it", () => {
  expect(() => trailReader({ ...operator, isOperator: false })).toThrow(/Only the operator/);
});
