import { afterEach, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { newId, readId, showId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { disableKey } from "@/lib/keys/disable-key";
import { revokeKey } from "@/lib/keys/revoke-key";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { makePerson } from "@/lib/testing/operator";
import { makeCaller, verification } from "@/lib/testing/usage";
import { usageStore } from "@/lib/usage/open-usage-store";
import { verificationLine } from "@/lib/usage/spool/spool-line";
import { listTeamsOfDeployment } from "./list-teams-of-deployment";
import type { Operator } from "./operator";
import { readTeamOfDeployment } from "./read-team-of-deployment";
import { listTeamsOfDeploymentSchema, TEAM_PAGE_SIZE } from "./schema";

const DAY = 86_400_000;
let operator: Operator;
let owner: Actor;
let secret: string;
let restore = () => {};
afterEach(() => restore());
beforeAll(async () => {
  operator = await makePerson({ isOperator: true });
  owner = await makeActor("owner");
  await makeActor("viewer", owner);
  const made = await createKey(owner, keyInput({ label: "A label of the team's own" }));
  secret = made.secret;
  await disableKey(owner, { keyId: (await createKey(owner, keyInput({ environment: "test" }))).key.id });
  await revokeKey(owner, { keyId: (await createKey(owner, keyInput())).key.id });
  const now = Date.now();
  const of = { teamId: owner.teamId, keyId: readId("key", made.key.id) ?? "" };
  const callers = [makeCaller(of), makeCaller({ ...of, environment: "test" })];
  const lines = callers.flatMap((caller) =>
    [0, 1, 20, 29, 31].map((days) => verificationLine(verification(caller, now - days * DAY))),
  );
  await usageStore().count([{ id: newId(), content: Buffer.from(lines.join("")) }]);
});

const list = (given: { q?: string; page?: number } = {}) =>
  listTeamsOfDeployment(operator, listTeamsOfDeploymentSchema.parse(given));

test("each team is listed with its members, its keys that are not revoked and its requests of 30 days, rolled up or not", async () => {
  const shown = async () => (await list()).teams.find(({ id }) => id === showId("team", owner.teamId));
  expect(await shown()).toMatchObject({ members: 2, keys: 2, requests: 8 });
  expect(Date.parse((await shown())?.lastActivityAt ?? "")).toBeGreaterThan(Date.now() - DAY / 24);
  while (await usageStore().rollUp());
  restore = setClock(() => Date.now() + 600_000);
  while (await usageStore().rollUp());
  restore();
  expect(await shown()).toMatchObject({ requests: 8 });
});

test("a team is found by its name, its slug and a member's address; signs of the search mean themselves", async () => {
  const { slug, name } = await prisma().team.findUniqueOrThrow({ where: { id: owner.teamId } });
  const { email } = await prisma().user.findUniqueOrThrow({ where: { id: owner.userId } });
  for (const q of [name.toUpperCase(), slug, email])
    expect((await list({ q })).teams.map((team) => team.slug)).toEqual([slug]);
  expect((await list({ q: "%" })).total).toBe(0);
  expect((await list({ q: "te_m" })).total).toBe(0);
  expect(await list({ q: "\0" })).toMatchObject({ total: 0, pages: 1 });
});

test("the list comes in pages, newest first, and one past the last is the last", async () => {
  const made = Array.from({ length: TEAM_PAGE_SIZE + 3 }, (_, i) => ({
    id: newId(),
    name: `Paged ${i}`,
    slug: `paged-${i}`,
  }));
  await prisma().team.createMany({ data: made });
  const first = await list({ q: "Paged" });
  const last = await list({ q: "Paged", page: 99 });
  expect([first.total, first.pages, first.teams.length, last.page, last.teams.length]).toEqual([53, 2, 50, 2, 3]);
  expect(new Set([...first.teams, ...last.teams].map(({ id }) => id)).size).toBe(53);
  expect(first.teams[0]).toMatchObject({ members: 0, keys: 0, requests: 0, lastActivityAt: null });
});

test("of a team the operator is told who is in it and how much it has, and no key by name, id or secret", async () => {
  const detail = await readTeamOfDeployment(operator, { teamId: showId("team", owner.teamId) });
  expect(detail).toMatchObject({
    requests: 8,
    members: [{ role: "owner" }, { role: "viewer" }],
    keys: {
      live: { active: 1, disabled: 0, expired: 0, revoked: 1 },
      test: { active: 0, disabled: 1, expired: 0, revoked: 0 },
    },
  });
  const told = JSON.stringify(detail);
  for (const hidden of ["A label of the team's own", "key_", secret.slice(-49), "myapi"])
    expect(told).not.toContain(hidden);
});

test("an unknown team, and an id of another kind, are not found", async () => {
  for (const teamId of [showId("team", newId()), showId("key", owner.teamId), "", "team_\0"])
    await expect(readTeamOfDeployment(operator, { teamId })).rejects.toMatchObject({ code: "not_found" });
});

test("nobody but the operator is told of any team, not even its owner of the own one", async () => {
  const stranger = { ...operator, isOperator: false };
  const teamId = showId("team", owner.teamId);
  await expect(listTeamsOfDeployment(stranger, { q: "", page: 1 })).rejects.toMatchObject({ code: "forbidden" });
  await expect(readTeamOfDeployment(stranger, { teamId })).rejects.toMatchObject({ code: "forbidden" });
});
