import { setTimeout as pause } from "node:timers/promises";
import type { Caller, Outcome } from "./caller";

export type BenchKey = { id: string; shownId: string; plaintext: string };

/** What was seen of one way to revoke. Times in ms, from the moment the revocation had answered. */
export type Sightings = {
  /** Until a gateway's first refusal had arrived, one for each key and gateway. */
  refusedAfter: number[];
  /** Questions asked after the revocation had answered and accepted all the same. */
  accepted: number;
  /** … and asked after the bound. Must be 0. */
  acceptedLate: number;
  /** Questions about revoked keys in all, the callers' own among them. */
  askedAboutDead: number;
};

const now = (): number => performance.timeOrigin + performance.now();
/** How finely the time until a refusal is seen, against how many questions that takes. */
const ASKS_PER_BOUND = 100;
const GIVE_UP_BOUNDS = 3;
const isRefusal = (outcome: Outcome): boolean => outcome === "REVOKED" || outcome === "NOT_FOUND";
/** Over its limit or not, the key was taken for a live one; a 503 and a broken connection accept nobody. */
const isAcceptance = (outcome: Outcome): boolean => /^[A-Z_]+$/.test(outcome) && !isRefusal(outcome);

/** Asks several gateways about keys that die meanwhile, and keeps count of what no gateway may do. */
export class RevocationWatch {
  private readonly deadSince = new Map<string, number>();
  private isOver = false;
  private readonly load: Promise<void>[];
  /** Questions of the load, about live and dead keys. */
  asked = 0;
  readonly seen: Sightings = { refusedAfter: [], accepted: 0, acceptedLate: 0, askedAboutDead: 0 };

  /** @param callersEach closed loops per gateway that ask about any of the keys, dead or alive, from now to `end` */
  constructor(
    private readonly callers: readonly Caller[],
    private readonly keys: readonly BenchKey[],
    private readonly boundMs: number,
    callersEach: number,
  ) {
    this.load = callers.flatMap((caller) => Array.from({ length: callersEach }, () => this.askOn(caller)));
  }

  /** Every gateway has the key in its cache and accepts it. @throws when one does not: then its death would prove nothing */
  async warm(key: BenchKey): Promise<void> {
    for (const outcome of await Promise.all(this.callers.map((caller) => caller.verify(key.plaintext)))) {
      if (!isAcceptance(outcome)) throw new Error(`A key was answered ${outcome} before it was revoked.`);
    }
  }

  /** The revocation has answered, by the machine's clock at `answeredAt`: asks every gateway at once, and again until it refuses. */
  async died(key: BenchKey, answeredAt = now()): Promise<void> {
    const since = answeredAt - performance.timeOrigin;
    this.deadSince.set(key.plaintext, since);
    await Promise.all(
      this.callers.map(async (caller) => {
        while (performance.now() - since < GIVE_UP_BOUNDS * this.boundMs) {
          const outcome = await this.ask(caller, key);
          if (isRefusal(outcome)) {
            this.seen.refusedAfter.push(performance.now() - since);
            return;
          }
          await pause(this.boundMs / ASKS_PER_BOUND);
        }
      }),
    );
  }

  /** Once more about every dead key, so that one that came back to life would be seen. */
  async end(): Promise<Sightings> {
    for (const key of this.keys) {
      if (this.deadSince.has(key.plaintext)) await Promise.all(this.callers.map((caller) => this.ask(caller, key)));
    }
    this.isOver = true;
    await Promise.all(this.load);
    return this.seen;
  }

  private async askOn(caller: Caller): Promise<void> {
    while (!this.isOver) {
      await this.ask(caller, this.keys[Math.floor(Math.random() * this.keys.length)] as BenchKey);
      this.asked++;
    }
  }

  private async ask(caller: Caller, { plaintext }: BenchKey): Promise<Outcome> {
    const askedAt = performance.now();
    const deadSince = this.deadSince.get(plaintext);
    const outcome = await caller.verify(plaintext);
    if (deadSince === undefined) return outcome;
    this.seen.askedAboutDead++;
    if (!isAcceptance(outcome)) return outcome;
    this.seen.accepted++;
    if (askedAt - deadSince > this.boundMs) this.seen.acceptedLate++;
    return outcome;
  }
}
