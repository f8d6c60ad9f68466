import { beforeEach, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { createKey } from "@/lib/keys/create-key";
import { getKey } from "@/lib/keys/get-key";
import type { RevealedKey } from "@/lib/keys/view";
import { createAccessToken } from "@/lib/teams/create-access-token";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { POST as rotate } from "./keys/[id]/rotate/route";
import { POST as create } from "./keys/route";

vi.mock("next/headers", () => ({ headers: async () => new Headers() }));

let owner: Actor;
let token: string;
beforeEach(async () => {
  owner = await makeActor("owner");
  ({ token } = await createAccessToken(owner, { name: "CI", role: "owner", expiresAt: null }));
});

const NEW_KEY = { label: "Once", environment: "live", scopes: ["read"] };
const post = (path: string, key: string, body: string) =>
  new Request(`http://localhost/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "idempotency-key": key },
    body,
  });
const creating = (key: string, body: object = NEW_KEY) =>
  create(post("/keys", key, JSON.stringify(body)), { params: Promise.resolve({}) });
const rotating = (id: string, key: string, body = "{}") =>
  rotate(post(`/keys/${id}/rotate`, key, body), { params: Promise.resolve({ id }) });
const keysMade = async (): Promise<number> =>
  (await pool().query("SELECT count(*)::int AS n FROM keys WHERE team_id = $1", [owner.teamId])).rows[0].n;

test("a create that is sent again is told again, with the secret masked and said to be replayed", async () => {
  const first = await creating("a");
  const made: RevealedKey = await first.json();
  expect([first.status, first.headers.get("idempotency-replayed")]).toEqual([201, null]);
  const again = await creating("a", { scopes: ["read"], environment: "live", label: "Once" });
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
  expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
  expect(await again.text()).toBe(JSON.stringify({ ...made, secret: made.key.masked }));
  expect(await keysMade()).toBe(1);
});

test("50 equal creates at once make one key: one is told its secret, the others wait or are told the answer masked", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => creating("burst")));
  const plain = answers.filter((one) => one.status === 201 && !one.headers.has("idempotency-replayed"));
  expect(plain).toHaveLength(1);
  const { secret }: RevealedKey = await (plain[0] as Response).clone().json();
  for (const answer of answers) {
    if (answer === plain[0]) continue;
    expect([201, 409]).toContain(answer.status);
    if (answer.status === 409) expect(answer.headers.get("retry-after")).toBe("1");
    expect(await answer.text()).not.toContain(secret);
  }
  expect(await keysMade()).toBe(1);
});

test("50 equal rotations at once rotate once", async () => {
  const { key } = await createKey(owner, keyInput());
  const answers = await Promise.all(Array.from({ length: 50 }, () => rotating(key.id, "burst")));
  expect(answers.filter((one) => one.status === 200 && !one.headers.has("idempotency-replayed"))).toHaveLength(1);
  expect((await getKey(owner, key.id)).secrets).toHaveLength(2);
});

test("a rotation that leaves a young secret alone is told again, too", async () => {
  const { key } = await createKey(owner, keyInput());
  const body = JSON.stringify({ ifSecretOlderThanSeconds: 3_600 });
  const first = await rotating(key.id, "young", body);
  expect(await first.clone().json()).toEqual({ rotated: false, key: expect.objectContaining({ id: key.id }) });
  const again = await rotating(key.id, "young", body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect(await again.text()).toBe(await first.text());
});

test("one key for two paths is a mistake, not a replay", async () => {
  const [one, other] = [await createKey(owner, keyInput()), await createKey(owner, keyInput())];
  expect((await rotating(one.key.id, "a")).status).toBe(200);
  expect((await rotating(other.key.id, "a")).status).toBe(422);
  expect((await getKey(owner, other.key.id)).secrets).toHaveLength(1);
});

test("no plaintext secret is stored for a replay", async () => {
  const { secret }: RevealedKey = await (await creating("a")).json();
  const { rows } = await pool().query("SELECT idempotency_keys::text AS row FROM idempotency_keys WHERE team_id = $1", [
    owner.teamId,
  ]);
  expect(rows).toHaveLength(1);
  for (const part of [secret, secret.slice(24, -6), Buffer.from(secret).toString("hex")]) {
    expect(rows[0].row).not.toContain(part);
  }
});

test("a malformed header is a 400 that names it, and a request that cannot be read leaves its key free", async () => {
  for (const key of ["", "x".repeat(256), "cl\u00e9"]) {
    const answer = await creating(key);
    expect(answer.status).toBe(400);
    expect((await answer.json()).errors).toHaveProperty("Idempotency-Key");
  }
  expect((await creating("free", { label: "" })).status).toBe(400);
  expect((await creating("free")).status).toBe(201);
});

test("a revoked token is told nothing again", async () => {
  await creating("a");
  await pool().query("UPDATE access_tokens SET revoked_at = now() WHERE team_id = $1", [owner.teamId]);
  expect((await creating("a")).status).toBe(401);
});
