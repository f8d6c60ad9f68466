import { expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { verdictOn } from "@/lib/testing/audit";
import { upgradedDatabase } from "@/lib/testing/upgraded-database";

test("events of an earlier version are chained by the upgrade, each team's by their time, and refuse a change again", async () => {
  const [first, second, silent] = [newId(), newId(), newId()];
  const [late, early] = [newId(), newId()];
  await upgradedDatabase(
    "20261125100000_audit_chain",
    async (client) => {
      for (const [n, team] of [first, second, silent].entries()) {
        await client.query("INSERT INTO teams (id, name, slug) VALUES ($1, 'Team', $2)", [team, `team-${n}`]);
      }
      const insert = (id: string, team: string, at: string, after: object | null) =>
        client.query(
          `INSERT INTO audit_events (id, team_id, at, actor_kind, actor_name, action, target_kind, target_id, after)
           VALUES ($1, $2, $3, 'system', 'Latchkey', 'key.edit', 'key', 'x', $4)`,
          [id, team, at, after],
        );
      await insert(late, first, "2026-11-24T10:00:00.002Z", { label: "💳", n: 1.5 });
      await insert(early, first, "2026-11-24T10:00:00.001Z", null);
      await insert(newId(), second, "2026-11-24T09:00:00Z", {});
    },
    async (client) => {
      const { rows } = await client.query("SELECT id FROM audit_events WHERE team_id = $1 ORDER BY seq", [first]);
      expect(rows.map(({ id }) => id)).toEqual([early, late]);
      expect(await verdictOn(first, client)).toMatchObject({ events: 2, end: { seq: 2 }, trouble: null });
      expect(await verdictOn(second, client)).toMatchObject({ events: 1, trouble: null });
      expect(await verdictOn(silent, client)).toEqual({ from: 1, events: 0, end: null, trouble: null });
      await expect(client.query("UPDATE audit_events SET ip = NULL")).rejects.toMatchObject({ code: "23001" });
    },
  );
});
