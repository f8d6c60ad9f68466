import type pg from "pg";
import { countryLookup } from "@/lib/geo/country";
import { KEPT } from "@/lib/usage/range";
import { floorTo, STEP_MS } from "@/lib/usage/step";
import { addMinutes } from "@/lib/usage/store/add-minutes";
import { BUCKET_START, type Family, LEVELS, type Level } from "@/lib/usage/store/levels";
import { mergeRows } from "@/lib/usage/store/merge-rows";
import { addPartitions } from "@/lib/usage/store/partitions";
import { addUp, type CountedFor, type UsageRow, UsageSums } from "@/lib/usage/usage-row";
import type { PlacedKey } from "./demo-audit";
import { addDetail } from "./demo-detail";
import type { DemoKey, Flow } from "./demo-key";
import { flowRows } from "./demo-usage";
import { insertRows } from "./insert-rows";
import { type Random, seededRandom } from "./random";

const ROWS_AT_ONCE = 4_000;
type Use = { secretId: string; at: number; ip: string | null; userAgent: string | null };
type Write = (rows: UsageRow[]) => Promise<void>;

async function inChunks(rows: readonly UsageRow[], write: Write): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) await write(rows.slice(from, from + ROWS_AT_ONCE));
}

const ofSecret =
  (level: Level) =>
  ({ bucket, keyId, secretId, teamId, environment }: UsageRow): CountedFor => ({
    bucket: BUCKET_START[level](bucket),
    keyId,
    secretId,
    teamId,
    environment,
  });
const ofTeam = ({ bucket, teamId, environment }: UsageRow): CountedFor => ({
  bucket,
  keyId: "",
  secretId: "",
  teamId,
  environment,
});

/** Somewhere in the bucket, as a caller's clock has it. */
const moment = (random: Random, bucket: { bucket: number; length: number }): number =>
  Math.floor(bucket.bucket + random() * bucket.length);

/** A key's usage at every level, as the roll-up would have left it. @returns the same, for its team's sums */
async function placeKeyUsage(client: pg.ClientBase, minutes: UsageRow[], hours: UsageRow[]) {
  const levels: Record<Level, UsageRow[]> = {
    minutes: addUp(minutes, ofSecret("minutes")),
    hours: addUp([...minutes, ...hours], ofSecret("hours")),
    days: addUp([...minutes, ...hours], ofSecret("days")),
  };
  await inChunks(levels.minutes, (rows) => addMinutes(client, rows, true));
  await inChunks(levels.hours, (rows) => mergeRows(client, "usage", "hours", rows));
  await inChunks(levels.days, (rows) => mergeRows(client, "usage", "days", rows));
  for (const level of LEVELS) await inChunks(levels[level], (rows) => mergeRows(client, "usage_detail", level, rows));
  return levels;
}

/** Writes 90 days of usage at every level, and each secret's last use in agreement with it. */
export async function placeUsage(
  client: pg.ClientBase,
  teamId: string,
  keys: readonly PlacedKey[],
  now: number,
  say: (step: string) => void,
): Promise<void> {
  say("Writing 90 days of usage");
  const days = Array.from({ length: 93 }, (_, i) => floorTo(now, "day") + (2 - i) * STEP_MS.day);
  await addPartitions(days, ["hours", "days"]);
  await addPartitions(days.slice(0, 2 + KEPT.minutes / STEP_MS.day + 2), ["minutes"]);
  const countryOf = await countryLookup();
  const random = seededRandom(20_260_101);
  const team: Record<Level, UsageSums> = { minutes: new UsageSums(), hours: new UsageSums(), days: new UsageSums() };
  const uses = new Map<string, Use>();

  const flowOf = (key: PlacedKey, spec: DemoKey, flow: Flow) => {
    const secretId = key.secrets[flow.secret]?.publicId;
    if (secretId === undefined) throw new Error(`The demo key ${spec.label} has no secret ${flow.secret}.`);
    const made = flowRows(random, flow, { keyId: key.id, secretId, teamId, environment: spec.environment }, now);
    for (const row of [...made.minutes, ...made.hours]) addDetail(random, row, spec, flow, countryOf);
    const before = uses.get(secretId)?.at ?? 0;
    if (made.last !== null && made.last.bucket >= before) {
      const { ip = null, userAgent = null } = { ...spec.secrets[flow.secret], ...flow.caller };
      uses.set(secretId, { secretId, at: moment(random, made.last), ip, userAgent });
    }
    return made;
  };

  for (const key of keys) {
    const flows = key.spec.flows.map((flow) => flowOf(key, key.spec, flow));
    const placed = await placeKeyUsage(
      client,
      flows.flatMap(({ minutes }) => minutes),
      flows.flatMap(({ hours }) => hours),
    );
    for (const level of LEVELS) team[level].add(placed[level], ofTeam);
  }
  const families: readonly Family[] = ["team_usage", "team_usage_detail"];
  for (const family of families) {
    for (const level of LEVELS) await inChunks(team[level].rows, (rows) => mergeRows(client, family, level, rows));
  }

  await insertRows(
    client,
    "secret_last_uses",
    Array.from(uses.values(), (use) => ({
      public_id: use.secretId,
      at: new Date(use.at).toISOString(),
      ip: use.ip,
      country: use.ip === null ? null : countryOf(use.ip),
      user_agent: use.userAgent,
    })),
  );
}
