import type pg from "pg";
import { countryLookup } from "@/lib/geo/country";
import { addUsage, type UsageTable } from "@/lib/usage/add-usage";
import type { UsageRows } from "@/lib/usage/usage-rows";
import type { PlacedKey } from "./demo-audit";
import { addFlow, noLevels } from "./demo-usage";
import { insertRows } from "./insert-rows";
import { type Random, seededRandom } from "./random";

const ROWS_AT_ONCE = 4_000;
type Use = { secretId: string; at: number; ip: string | null; userAgent: string | null };

async function addAll(client: pg.ClientBase, table: UsageTable, rows: UsageRows): Promise<void> {
  const all = [...rows.values()];
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
    await addUsage(client, table, all.slice(from, from + ROWS_AT_ONCE), true);
  }
}

/** Somewhere in the bucket, as a caller's clock has it. */
const moment = (random: Random, bucket: { bucket: number; length: number }): number =>
  Math.floor(bucket.bucket + random() * bucket.length);

/** Writes 90 days of usage at every level, and each secret's last use in agreement with it. */
export async function placeUsage(
  client: pg.ClientBase,
  teamId: string,
  keys: readonly PlacedKey[],
  now: number,
  say: (step: string) => void,
): Promise<void> {
  const random = seededRandom(20_260_101);
  const levels = noLevels();
  const uses = new Map<string, Use>();
  for (const { id, spec, secrets } of keys) {
    for (const flow of spec.flows) {
      const secretId = secrets[flow.secret]?.publicId;
      if (secretId === undefined) throw new Error(`The demo key ${spec.label} has no secret ${flow.secret}.`);
      const who = { keyId: id, secretId, teamId, environment: spec.environment };
      const last = addFlow(random, levels, flow, who, now);
      const before = uses.get(secretId)?.at ?? 0;
      if (last === null || last.bucket < before) continue;
      const { ip = null, userAgent = null } = spec.secrets[flow.secret] ?? {};
      uses.set(secretId, { secretId, at: moment(random, last), ip, userAgent });
    }
  }
  say("Writing 90 days of usage");
  await addAll(client, "usage_days", levels.days);
  await addAll(client, "usage_hours", levels.hours);
  await addAll(client, "usage_minutes", levels.minutes);

  const country = await countryLookup();
  await insertRows(
    client,
    "secret_last_uses",
    Array.from(uses.values(), (use) => ({
      public_id: use.secretId,
      at: new Date(use.at).toISOString(),
      ip: use.ip,
      country: use.ip === null ? null : country(use.ip),
      user_agent: use.userAgent,
    })),
  );
}
