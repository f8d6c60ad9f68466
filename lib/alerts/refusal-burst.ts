import type { Finding } from "./finding";
import { firstUsed, hourAt, type KeyHours } from "./key-hours";
import type { AddressSeen, KnownPlaces } from "./places";

export const LEAST_REFUSED = 20;
// The share of refusals up to which a key is one that is mostly accepted.
const MOSTLY_ACCEPTED = 0.4;
const TIMES_THE_USUAL = 3;
const DAYS_BACK = 14;
const USUAL_MOST = 0.95;
const FIRST_DAYS = 3;

export const isMostlyRefused = (requests: number, refused: number): boolean => refused >= requests / 2;

type Refusals = { refused: number; share: number };

/** The refusals that nineteen of twenty hours of the last two weeks stay within, and the share of all their requests. */
function usualRefusals({ requests, refused }: KeyHours, i: number): Refusals {
  const first = Math.max(0, i - 24 * DAYS_BACK);
  const past = new Float64Array(i - first);
  let [all, ofThem] = [0, 0];
  for (let hour = first; hour < i; hour++) {
    past[hour - first] = refused[hour] ?? 0;
    all += requests[hour] ?? 0;
    ofThem += refused[hour] ?? 0;
  }
  past.sort();
  return { refused: past[Math.floor(USUAL_MOST * (past.length - 1))] ?? 0, share: all === 0 ? 0 : ofThem / all };
}

/**
 * What others were refused in the same hour: the callers that are known, since a stranger may come from several addresses;
 * without any of those, everybody else.
 */
function otherRefusals(caller: AddressSeen, seen: readonly AddressSeen[], known: ReadonlySet<string>): Refusals {
  const others = seen.filter(({ address }) => address !== caller.address);
  const familiar = others.filter(({ address }) => known.has(address));
  let [requests, refused] = [0, 0];
  for (const other of familiar.length > 0 ? familiar : others) {
    requests += other.requests;
    refused += other.refused;
  }
  return { refused, share: requests === 0 ? 0 : refused / requests };
}

/** Of several new addresses in an hour the one that was refused most. */
function worstOf(seen: readonly AddressSeen[], known: ReadonlySet<string>): AddressSeen | null {
  let worst: AddressSeen | null = null;
  for (const caller of seen) {
    if (caller.refused < LEAST_REFUSED || !isMostlyRefused(caller.requests, caller.refused)) continue;
    if (caller.refused > (worst?.refused ?? 0) && !known.has(caller.address)) worst = caller;
  }
  return worst;
}

/**
 * An address that never used this key before, and most of whose requests are refused: somebody tries what the key can do. A
 * caller that moves to another address takes its usual refusals along, and a key that has just expired refuses everybody.
 */
export function refusalBurst(
  hours: KeyHours,
  i: number,
  seen: readonly AddressSeen[],
  { addresses: known }: Pick<KnownPlaces, "addresses">,
): Finding<"refusal_burst"> | null {
  const worst = known && worstOf(seen, known);
  if (known === null || worst === null || i - firstUsed(hours, i) < FIRST_DAYS * 24) return null;
  const usual = usualRefusals(hours, i);
  const others = otherRefusals(worst, seen, known);
  const { address, country, requests, refused } = worst;
  const elsewhere = Math.max(usual.share, others.share);
  const isStranger = elsewhere <= MOSTLY_ACCEPTED && refused / requests >= 2 * elsewhere;
  const threshold = isStranger
    ? LEAST_REFUSED
    : Math.max(LEAST_REFUSED, TIMES_THE_USUAL * Math.max(usual.refused, others.refused));
  if (refused < threshold) return null;
  return {
    ...hourAt(hours, i),
    excess: refused / threshold,
    evidence: {
      kind: "refusal_burst",
      address,
      country,
      requests,
      refused,
      usual: { low: 0, high: usual.refused },
      threshold,
    },
  };
}
