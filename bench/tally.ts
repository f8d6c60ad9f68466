import type { Outcome } from "./caller";

/** Of one caller, who asks one thing after the other, and a key of its own: what it was told, and what the database must say. */
export type Account = { publicId: string; key: string; answered: number; broken: number; others: Map<Outcome, number> };

export type Balance = { answered: number; broken: number; counted: number; lost: number; doubled: number };

/**
 * The one call that was under way when the gateway died may have been counted or not, since nobody was answered; everything
 * else must be exact. So no account may outlive its gateway.
 */
export function balance(accounts: readonly Account[], counted: ReadonlyMap<string, number>): Balance {
  const sum: Balance = { answered: 0, broken: 0, counted: 0, lost: 0, doubled: 0 };
  for (const { publicId, answered, broken } of accounts) {
    const count = counted.get(publicId) ?? 0;
    sum.answered += answered;
    sum.broken += broken;
    sum.counted += count;
    sum.lost += Math.max(0, answered - count);
    sum.doubled += Math.max(0, count - answered - Math.min(broken, 1));
  }
  return sum;
}

export const openAccount = (key: string): Account => ({
  key,
  publicId: key.slice(-62, -50),
  answered: 0,
  broken: 0,
  others: new Map(),
});

/** What a caller has no account for: answers that decided nothing, attempts that reached nobody. */
export function note(account: Account, outcome: Outcome): void {
  if (outcome === "VALID") account.answered++;
  else if (outcome === "broken") account.broken++;
  else account.others.set(outcome, (account.others.get(outcome) ?? 0) + 1);
}

export function othersOf(accounts: readonly Account[]): Map<Outcome, number> {
  const sum = new Map<Outcome, number>();
  for (const { others } of accounts) {
    for (const [outcome, times] of others) sum.set(outcome, (sum.get(outcome) ?? 0) + times);
  }
  return sum;
}
