import { setTimeout as pause } from "node:timers/promises";
import { Caller, type Outcome } from "./caller";
import { type Account, note, openAccount } from "./tally";

export type Kind = "known" | "unread";

/** Outcomes by the second in which they came. */
export class Timeline {
  private readonly seconds = new Map<number, Map<string, number>>();

  note(kind: Kind, outcome: Outcome): void {
    const second = Math.floor(Date.now() / 1_000);
    const counts = this.seconds.get(second) ?? new Map<string, number>();
    this.seconds.set(second, counts.set(`${kind} ${outcome}`, (counts.get(`${kind} ${outcome}`) ?? 0) + 1));
  }

  /** From one moment to another, both in ms and rounded to whole seconds. */
  count(kind: Kind, isWanted: (outcome: Outcome) => boolean, from = 0, to = Number.POSITIVE_INFINITY): number {
    let sum = 0;
    for (const [second, counts] of this.seconds) {
      if (second < Math.floor(from / 1_000) || second >= Math.floor(to / 1_000)) continue;
      for (const [name, times] of counts) {
        if (name.startsWith(`${kind} `) && isWanted(name.slice(kind.length + 1))) sum += times;
      }
    }
    return sum;
  }
}

export type WatchedGateway = {
  url: string;
  /** STALE_ON_DATABASE_OUTAGE_SECONDS. */
  tolerance: number;
  accounts: Account[];
  timeline: Timeline;
  /** Ends the load. Resolves when the last answer is there. */
  end(): Promise<void>;
};

const ONE_UNREAD_EVERY_MS = 20;
const AFTER_REFUSAL_MS = 20;

/** Asks a gateway about keys that it knows, one after the other for each, and now and then about one that it has not read. */
export function watchGateway(
  given: Pick<WatchedGateway, "url" | "tolerance"> & { serviceToken: string; known: string[]; unread: string[] },
): WatchedGateway {
  const { url, tolerance, serviceToken, known, unread } = given;
  const caller = new Caller(Number(new URL(url).port), serviceToken);
  const timeline = new Timeline();
  const accounts: Account[] = [];
  let isOver = false;
  const askOnce = async (account: Account, kind: Kind): Promise<Outcome> => {
    const outcome = await caller.verify(account.key);
    note(account, outcome);
    timeline.note(kind, outcome);
    return outcome;
  };
  const open = (key: string): Account => {
    const account = openAccount(key);
    accounts.push(account);
    return account;
  };
  const askAgain = async (account: Account): Promise<void> => {
    while (!isOver) if ((await askOnce(account, "known")) !== "VALID") await pause(AFTER_REFUSAL_MS);
  };
  const askUnread = async (): Promise<void> => {
    for (const key of unread) {
      if (isOver) return;
      await askOnce(open(key), "unread");
      await pause(ONE_UNREAD_EVERY_MS);
    }
  };
  const load = [...known.map((key) => askAgain(open(key))), askUnread()];
  return {
    url,
    tolerance,
    accounts,
    timeline,
    async end() {
      isOver = true;
      await Promise.all(load);
      caller.close();
    },
  };
}
