import { allowsAddress, parseRanges } from "./ip-list";

/** Calls from an address in some time, as they were counted. `isOther`: of addresses that were too many to be kept apart. */
export type AddressCalls = {
  ip: string | null;
  country: string | null;
  isOther: boolean;
  requests: number;
  /** Of them; a list cannot refuse again what was refused. */
  refused: number;
  /** ISO 8601. */
  lastAt: string | null;
};

export type RefusedAddress = { ip: string; country: string | null; requests: number; lastAt: string | null };

export type AllowListDryRun = {
  /** Calls that were let through, and those of them that the list would certainly have refused. */
  requests: number;
  refused: number;
  /** Addresses it would have refused, most calls first. */
  addresses: RefusedAddress[];
  /** Calls without an address; part of `refused`, since a list refuses them. */
  withoutAddress: number;
  /** Calls of addresses that are not kept apart: what the list would have done to them, nobody can say. */
  notKeptApart: number;
};

const later = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b > a) ? b : a);

/** Which of the calls that were let through a proposed list would have refused (product P2). Pure. */
export function dryRunAllowList(calls: readonly AddressCalls[], proposed: readonly string[]): AllowListDryRun {
  const ranges = parseRanges(proposed);
  const run: AllowListDryRun = { requests: 0, refused: 0, addresses: [], withoutAddress: 0, notKeptApart: 0 };
  const byAddress = new Map<string, RefusedAddress>();
  for (const { ip, country, isOther, requests, refused, lastAt } of calls) {
    const passed = requests - refused;
    if (passed <= 0) continue;
    run.requests += passed;
    if (isOther) {
      run.notKeptApart += ranges.length === 0 ? 0 : passed;
    } else if (!allowsAddress(ranges, ip ?? undefined)) {
      run.refused += passed;
      if (ip === null) run.withoutAddress += passed;
      else {
        const known = byAddress.get(ip) ?? { ip, country, requests: 0, lastAt: null };
        byAddress.set(ip, { ...known, requests: known.requests + passed, lastAt: later(known.lastAt, lastAt) });
      }
    }
  }
  run.addresses = [...byAddress.values()].sort((a, b) => b.requests - a.requests || (a.ip < b.ip ? -1 : 1));
  return run;
}
