import { episodeGap } from "@/lib/alerts/episode-gap";
import { type AlertKind, type Finding, subjectOf } from "@/lib/alerts/finding";
import { judgeHour } from "@/lib/alerts/judge-hour";
import { hourAt } from "@/lib/alerts/key-hours";
import { longPauses } from "@/lib/alerts/long-pauses";
import { isMostlyRefused } from "@/lib/alerts/refusal-burst";
import { HOUR } from "@/lib/usage/step";
import { ALL_HOURS, type AlertHistory, PAST_HOURS } from "./alert-history";

/** Findings of one kind and subject that belong together: one alert. Hours of the history; `to` exclusive. */
export type Episode = { kind: AlertKind; subject: string; from: number; to: number };

const NOWHERE = { countries: [], addresses: [] };
const DAYS_KNOWN = 90;

/** What was seen in the 90 days before an hour, kept up to date as the hours go by. */
function lastSeen(): { known: Set<string>; see: (value: string, i: number) => void; forget: (i: number) => void } {
  const lastAt = new Map<string, number>();
  const known = new Set<string>();
  return {
    known,
    see: (value, i) => {
      lastAt.set(value, Math.max(i, lastAt.get(value) ?? 0));
      known.add(value);
    },
    forget: (i) => {
      for (const [value, at] of lastAt) if (i - at > 24 * DAYS_KNOWN) known.delete(value);
    },
  };
}

/** Runs every rule over the judged hours of a history, hour by hour, as the worker would. */
export function judgeHistory(history: AlertHistory): Finding[] {
  const { hours, seen, ended, secrets = [] } = history;
  const countries = lastSeen();
  const addresses = lastSeen();
  const uses: number[] = [];
  // Countries, and addresses that were mostly refused, are known a day later.
  const later: { places: typeof countries; value: string; i: number }[] = [];
  const found: Finding[] = [];
  for (const [{ address, country }, i] of history.before) {
    countries.see(country, i);
    addresses.see(address, i);
  }
  for (let i = 0; i < ALL_HOURS; i++) {
    const places = seen.get(i) ?? NOWHERE;
    for (let next = later[0]; next !== undefined && i - next.i > 24; next = later[0]) {
      later.shift();
      next.places.see(next.value, next.i);
    }
    if (i >= PAST_HOURS && (hours.requests[i] ?? 0) > 0) {
      if (i % 24 === 0) for (const one of [countries, addresses]) one.forget(i);
      const past = { lastAt: uses.at(-1) ?? null, pauses: longPauses(uses) };
      found.push(
        ...judgeHour({
          hours,
          i,
          seen: places,
          known: { countries: countries.known, addresses: addresses.known },
          secrets: secrets.map((end, k) => ({
            secretId: `secret ${k}`,
            masked: "",
            endsAt: end === null ? null : hourAt(hours, end).from + HOUR / 2,
            refused: ended.get(i)?.get(k) ?? 0,
          })),
          past,
        }),
      );
    }
    for (const { country } of places.countries) later.push({ places: countries, value: country, i });
    for (const { address, requests, refused } of places.addresses) {
      if (!isMostlyRefused(requests, refused)) addresses.see(address, i);
      else later.push({ places: addresses, value: address, i });
    }
    if ((hours.requests[i] ?? 0) > 0) {
      // The last use is known to the hour, the ones before it to the day.
      const at = hourAt(hours, i).from;
      if (uses.length > 0 && Math.floor((uses.at(-1) ?? 0) / (24 * HOUR)) === Math.floor(at / (24 * HOUR))) uses.pop();
      uses.push(at);
      if (uses.length > 120) uses.shift();
    }
  }
  return found;
}

/** Findings as the alerts they become. */
export function episodesOf(history: AlertHistory, found: readonly Finding[]): Episode[] {
  const episodes: Episode[] = [];
  const open = new Map<string, Episode>();
  for (const { from, to, evidence } of found) {
    const subject = subjectOf(evidence);
    const name = `${evidence.kind} ${subject}`;
    const [first, end] = [from, to].map((at) => (at - history.hours.from) / HOUR) as [number, number];
    const before = open.get(name);
    if (before !== undefined && (first - before.to) * HOUR <= episodeGap(evidence.kind)) before.to = end;
    else {
      const episode = { kind: evidence.kind, subject, from: first, to: end };
      open.set(name, episode);
      episodes.push(episode);
    }
  }
  return episodes;
}
