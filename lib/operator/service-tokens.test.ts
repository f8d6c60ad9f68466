import { beforeAll, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { hashToken } from "@/lib/keys/hash";
import { isToken } from "@/lib/keys/token";
import { makePerson } from "@/lib/testing/operator";
import { createServiceToken } from "./create-service-token";
import { listServiceTokens } from "./list-service-tokens";
import { COMMAND_LINE, type Operator } from "./operator";
import { revokeServiceToken } from "./revoke-service-token";
import { createServiceTokenSchema } from "./schema";

let operator: Operator;
beforeAll(async () => {
  operator = await makePerson({ isOperator: true });
});

test("a service token is told once: its hash alone is kept, and lists show its last four characters", async () => {
  const { id, token } = await createServiceToken(operator, { name: "nginx, Frankfurt" });
  expect(isToken("service", token)).toBe(true);
  const { rows } = await pool().query("SELECT to_jsonb(t)::text AS row, hash FROM service_tokens t");
  expect(rows[0].row).not.toContain(token.slice(11, -4));
  expect(hashToken(token).equals(rows[0].hash)).toBe(true);
  const [listed] = await listServiceTokens(operator);
  expect(listed).toMatchObject({ id, name: "nginx, Frankfurt", masked: `lk_service_****${token.slice(-4)}` });
  expect(JSON.stringify(listed)).not.toContain(token.slice(11, -4));
});

test("revoked once, by whoever is first; an unknown one answers the same", async () => {
  const { id } = await createServiceToken(COMMAND_LINE, { name: "checkout" });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 4 }, () => revokeServiceToken(operator, { tokenId: id })),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const said = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [String(outcome.reason)] : []));
  const unknown = await revokeServiceToken(operator, { tokenId: "service_nonsense" }).catch(String);
  expect(new Set([...said, unknown]).size).toBe(1);
  expect((await listServiceTokens(operator)).find((token) => token.id === id)?.revokedAt).not.toBeNull();
});

test("a team's owner makes, sees and ends none", async () => {
  const stranger = { ...operator, isOperator: false };
  const before = await listServiceTokens(operator);
  const [first] = before;
  await expect(createServiceToken(stranger, { name: "mine" })).rejects.toMatchObject({ code: "forbidden" });
  await expect(listServiceTokens(stranger)).rejects.toMatchObject({ code: "forbidden" });
  await expect(revokeServiceToken(stranger, { tokenId: first?.id ?? "" })).rejects.toMatchObject({ code: "forbidden" });
  expect(await listServiceTokens(operator)).toEqual(before);
});

test.each(["", "  ", "x".repeat(101), "a\u0000b"])("the name %j is refused", (name) => {
  expect(createServiceTokenSchema.safeParse({ name }).success).toBe(false);
});
