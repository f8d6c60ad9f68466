import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import type { Revoke } from "./start-revoker";
import type { BenchKey } from "./watch-revocations";

/** One way in which keys lose their right, as many at once as it takes. */
export type RevokeWay = {
  name: string;
  /** Keys that one call takes. */
  keysAtOnce: number;
  /** Calls under way at once. */
  callsAtOnce: number;
  prepare?(keys: readonly BenchKey[]): Promise<unknown>;
  /** @returns when it had answered, by the machine's clock; otherwise that is when the promise resolves */
  revoke(keys: readonly BenchKey[]): Promise<number | undefined>;
};

const idsOf = (keys: readonly BenchKey[]): string[] => keys.map(({ id }) => id);
const run = async (text: string, value: unknown): Promise<undefined> => {
  await pool().query(text, [value]);
};
const first = (keys: readonly BenchKey[]): BenchKey => keys[0] as BenchKey;

/** As the dashboard and the management API do: the domain's own function, which answers once the gateways have heard. */
export const throughTheDomain = (revoke: Revoke, callsAtOnce: number): RevokeWay => ({
  name: "revokeKey",
  keysAtOnce: 1,
  callsAtOnce,
  revoke: (keys) => revoke(first(keys).shownId),
});

/** Past the domain, so that nobody waits for the gateways: what counts is the time from the commit. */
export const inOneRow: RevokeWay = {
  name: "UPDATE of one row",
  keysAtOnce: 1,
  callsAtOnce: 8,
  revoke: (keys) => run("UPDATE keys SET revoked_at = now() WHERE id = $1", first(keys).id),
};

export const inBulk: RevokeWay = {
  name: "UPDATE of 100 rows",
  keysAtOnce: 100,
  callsAtOnce: 1,
  revoke: (keys) => run("UPDATE keys SET revoked_at = now() WHERE id = ANY ($1::uuid[])", idsOf(keys)),
};

export const byDelete: RevokeWay = {
  name: "DELETE of one row",
  keysAtOnce: 1,
  callsAtOnce: 8,
  revoke: (keys) => run("DELETE FROM keys WHERE id = $1", first(keys).id),
};

const teams = new Map<string, string>();

export const withTheirTeam: RevokeWay = {
  name: "DELETE of a team of 10 keys",
  keysAtOnce: 10,
  callsAtOnce: 4,
  async prepare(keys) {
    const teamId = newId();
    teams.set(first(keys).id, teamId);
    await pool().query("INSERT INTO teams (id, name, slug) VALUES ($1, 'Short-lived', 'team-' || right($2, 12))", [
      teamId,
      teamId,
    ]);
    await pool().query("UPDATE keys SET team_id = $1 WHERE id = ANY ($2::uuid[])", [teamId, idsOf(keys)]);
  },
  revoke: (keys) => run("DELETE FROM teams WHERE id = $1", teams.get(first(keys).id)),
};
