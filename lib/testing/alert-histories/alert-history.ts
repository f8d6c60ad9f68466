import type { AlertKind } from "@/lib/alerts/finding";
import type { KeyHours } from "@/lib/alerts/key-hours";
import type { Places } from "@/lib/alerts/places";
import { type Random, seededRandom } from "@/prisma/seed/random";
import { addCalls, type Calls, type Flow, type Place } from "./flow";

/** Alerts of this kind and subject are right in hours [from, to), and the rule should speak up in one of them at least. */
export type Expected = { kind: AlertKind; subject: string; from: number; to: number };

export type HistorySpec = {
  name: string;
  flows: Flow[];
  /** The hour in the middle of which each secret ends; null: current. */
  secrets?: (number | null)[];
  expected: Expected[];
};

export type AlertHistory = HistorySpec & {
  hours: KeyHours;
  /** Where it was called from before the judged hours, and in which of them last. */
  before: Map<Place, number>;
  /** Of the judged hours, by hour. */
  seen: Map<number, Places>;
  /** Uses of ended secrets in the judged hours, by hour: secret and times. */
  ended: Map<number, Map<number, number>>;
};

/** Every history begins on a Monday; 90 days are its past, the 30 after them are judged. */
export const HISTORY_FROM = Date.UTC(2026, 0, 5);
export const PAST_HOURS = 90 * 24;
export const ALL_HOURS = 120 * 24;

/** Of a handful of calls: to look through them is faster than to look them up. */
function placesOf(calls: readonly Calls[]): Places {
  const countries: Places["countries"][number][] = [];
  const addresses: Places["addresses"][number][] = [];
  for (const { place, requests, refused } of calls) {
    const country = countries.find((one) => one.country === place.country);
    if (country === undefined) countries.push({ country: place.country, requests, refused });
    else {
      country.requests += requests;
      country.refused += refused;
    }
    const address = addresses.find((one) => one.address === place.address);
    if (address === undefined) addresses.push({ address: place.address, country: place.country, requests, refused });
    else {
      address.requests += requests;
      address.refused += refused;
    }
  }
  return { countries, addresses };
}

/** Plays the flows of a history; the same seed makes the same history. */
export function playHistory(spec: HistorySpec, seed: number): AlertHistory {
  const random: Random = seededRandom(seed);
  const list = (): Float64Array => new Float64Array(ALL_HOURS);
  const lists = { requests: list(), refused: list(), responses: list(), failed: list() };
  const before = new Map<Place, number>();
  const seen = new Map<number, Places>();
  const ended = new Map<number, Map<number, number>>();
  for (let i = 0; i < ALL_HOURS; i++) {
    const all: Calls[] = [];
    for (const flow of spec.flows) {
      const end = spec.secrets?.[flow.secret ?? 0] ?? null;
      const first = all.length;
      addCalls(all, random, flow, i);
      if (end === null || i < end) continue;
      for (const calls of all.slice(first)) {
        Object.assign(calls, { refused: calls.requests, responses: 0, failed: 0 });
        const times = ended.get(i) ?? new Map<number, number>();
        ended.set(i, times.set(flow.secret ?? 0, (times.get(flow.secret ?? 0) ?? 0) + calls.requests));
      }
    }
    for (const calls of all) {
      lists.requests[i] = (lists.requests[i] ?? 0) + calls.requests;
      lists.refused[i] = (lists.refused[i] ?? 0) + calls.refused;
      lists.responses[i] = (lists.responses[i] ?? 0) + calls.responses;
      lists.failed[i] = (lists.failed[i] ?? 0) + calls.failed;
    }
    if (i < PAST_HOURS) for (const { place } of all) before.set(place, i);
    else if (all.length > 0) seen.set(i, placesOf(all));
  }
  return { ...spec, hours: { from: HISTORY_FROM, ...lists }, before, seen, ended };
}
