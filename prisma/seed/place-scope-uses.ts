import type pg from "pg";
import { addScopeUses } from "@/lib/usage/scope-uses";
import type { PlacedKey } from "./demo-audit";

/** When each key's calls first and last asked for the scopes they ask for, in agreement with its last use. */
export async function placeScopeUses(client: pg.ClientBase, keys: readonly PlacedKey[]): Promise<void> {
  const { rows } = await client.query<{ key_id: string; at: Date }>(
    "SELECT key_id, max(at) AS at FROM secret_last_uses JOIN secrets USING (public_id) WHERE key_id = ANY($1::uuid[]) GROUP BY 1",
    [keys.map(({ id }) => id)],
  );
  const lastUse = new Map(rows.map(({ key_id, at }) => [key_id, at.getTime()]));
  await addScopeUses(
    client,
    keys.flatMap(({ id, spec, secrets }) => {
      const [first, last] = [secrets[0]?.createdAt.getTime(), lastUse.get(id)];
      if (first === undefined || last === undefined) return [];
      return (spec.asks ?? spec.scopes).flatMap((scope) => [first, last].map((at) => ({ keyId: id, scope, at })));
    }),
  );
}
