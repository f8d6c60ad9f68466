import { poisson, type Random, share } from "@/prisma/seed/random";
import { type Rhythm, rhythmAt } from "@/prisma/seed/rhythm";

export type Place = { address: string; country: string };

/** Calls of one kind: `perHour` at the rhythm's factor 1, between two hours of the history. */
export type Flow = {
  perHour: number;
  rhythm: Rhythm;
  /** The factor on the rate in hour `i`, beside the rhythm; 1 when left out. */
  factor?: (i: number) => number;
  /** How unevenly the rate itself varies from hour to hour (a lognormal's sigma). */
  unevenness?: number;
  from?: number;
  until?: number;
  /** Where hour `i`'s calls come from; shared out evenly. */
  places: (i: number) => readonly Place[];
  /** The share of calls that are refused, and of reported responses that fail. */
  refused?: number;
  failed?: (i: number) => number;
  /** Services report what they answered. */
  reported?: boolean;
  /** Which secret is presented. */
  secret?: number;
};

/** What one flow did in one hour. */
export type Calls = { place: Place; requests: number; refused: number; responses: number; failed: number };

const START = Date.UTC(2026, 0, 5);
const WEEK_HOURS = 168;
const week = (rhythm: Rhythm): number[] =>
  Array.from({ length: WEEK_HOURS }, (_, hour) => rhythmAt(rhythm, START + hour * 3_600_000));
const RHYTHMS: Record<Rhythm, number[]> = {
  business: week("business"),
  shoppers: week("shoppers"),
  nightly: week("nightly"),
  builds: week("builds"),
  steady: week("steady"),
};

/** The rate of a rhythm in hour `i`; hour 0 is a Monday's first. */
export const rhythmOf = (rhythm: Rhythm, i: number): number =>
  RHYTHMS[rhythm][((i % WEEK_HOURS) + WEEK_HOURS) % WEEK_HOURS] ?? 0;

// Box and Muller's cosine alone; the seed's own function, which lib/testing need not share.
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const part = (random: Random, of: number, rate: number): number =>
  of === 0 || rate === 0 ? 0 : Math.min(of, poisson(random, of * rate));

const EVENLY = Array.from({ length: 64 }, () => 1);

/** Adds what a flow did in hour `i`, a place each. Millions of hours are played: so nothing is made that is not kept. */
export function addCalls(to: Calls[], random: Random, flow: Flow, i: number): void {
  if (i < (flow.from ?? 0) || i >= (flow.until ?? Number.POSITIVE_INFINITY)) return;
  const rate = flow.perHour * rhythmOf(flow.rhythm, i) * (flow.factor?.(i) ?? 1);
  if (rate === 0) return;
  const total = poisson(random, rate * Math.exp((flow.unevenness ?? 0.1) * normal(random)));
  if (total === 0) return;
  const places = flow.places(i);
  const shares = places.length === 1 ? null : share(random, total, EVENLY.slice(0, places.length));
  for (let k = 0; k < places.length; k++) {
    const place = places[k];
    const requests = shares === null ? total : (shares[k] ?? 0);
    if (place === undefined || requests === 0) continue;
    const refused = part(random, requests, flow.refused ?? 0);
    const responses = flow.reported === false ? 0 : requests - refused;
    to.push({ place, requests, refused, responses, failed: part(random, responses, flow.failed?.(i) ?? 0.02) });
  }
}
