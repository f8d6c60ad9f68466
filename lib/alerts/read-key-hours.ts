import { refused, type UsagePoint } from "@/lib/usage/point";
import { DAY, HOUR } from "@/lib/usage/step";
import type { KeyScope, UsageStore } from "@/lib/usage/usage-store";
import { UTC } from "@/lib/usage/zone";
import type { HourCounts } from "./asks-for-history";
import { DAYS_LOOKED_BACK, type KeyHours } from "./key-hours";

export const hourCounts = (point: UsagePoint): HourCounts => ({
  requests: point.requests,
  refused: refused(point),
  responses: Object.values(point.responses).reduce((sum, count) => sum + count, 0),
  failed: point.responses["4xx"] + point.responses["5xx"],
});

export function toKeyHours(from: number, points: readonly UsagePoint[]): KeyHours {
  const counts = points.map(hourCounts);
  return {
    from,
    requests: counts.map(({ requests }) => requests),
    refused: counts.map((hour) => hour.refused),
    responses: counts.map(({ responses }) => responses),
    failed: counts.map(({ failed }) => failed),
  };
}

/** A key's hours from 90 days before `first` through the hour that begins at `last`. */
export async function readKeyHours(store: UsageStore, key: KeyScope, first: number, last: number): Promise<KeyHours> {
  const from = first - DAYS_LOOKED_BACK * DAY;
  const range = { from: new Date(from), to: new Date(last + HOUR), step: "hour", zone: UTC } as const;
  return toKeyHours(from, (await store.seriesByKey(key, range, [key.keyId])).get(key.keyId) ?? []);
}
