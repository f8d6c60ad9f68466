import { KeyCache } from "@/lib/verification/cache/key-cache";
import type { KeyRecord } from "@/lib/verification/cache/key-record";
import { Freshness, TRUST_MS } from "@/lib/verification/changes/freshness";
import { DATABASE_DEADLINE_MS } from "@/lib/verification/changes/with-deadline";
import { ChangingKey } from "./changing-key";
import { GatedDatabase, record } from "./gated-database";
import { seeded } from "./seeded";

const START = 1_800_000_000_000;
/** More secrets than the cache has room for. */
const SECRETS = [["a0", "a1", "a2"], ["b0", "b1"], ["c0"]] as const;
const ROOM = 4;

const weighted = <T>(of: readonly (readonly [weight: number, one: T])[]): T[] =>
  of.flatMap(([weight, one]) => new Array<T>(weight).fill(one));

/**
 * A KeyCache between a database that is slow, fails and answers in any order, and notifications that come late or never: one
 * course of events for each seed. `wrong` tells of every answer that a revoke, or another change, had made impossible.
 */
export class CacheWorld {
  /** Each as often as its weight says. */
  private static readonly steps = weighted<readonly [name: string, run: (world: CacheWorld) => void]>([
    [30, ["ask", (world) => world.ask(world.one(world.one(world.keys).secrets))]],
    [18, ["answer", ({ database, random }) => database.releaseOne(random(database.waiting))]],
    [10, ["change", (world) => world.change(world.one(world.keys), false)]],
    [6, ["revoke", (world) => world.change(world.one(world.keys), true)]],
    [14, ["notify", ({ notices }) => notices.shift()?.()]],
    [2, ["change all", (world) => world.changeAll()]],
    [2, ["lose notifications", (world) => world.lose()]],
    [4, ["begin poll", (world) => world.beginPoll()]],
    [5, ["end poll", ({ polls }) => polls.shift()?.()]],
    [3, ["wait", (world) => world.wait(world.random(1_500))]],
    [1, ["outage", (world) => world.outage()]],
    [3, ["recovery", (world) => world.recover()]],
    [2, ["reads fail", (world) => world.failReads()]],
  ]);
  readonly wrong: string[] = [];
  readonly log: string[] = [];
  private now = START;
  private readonly random: (bound: number) => number;
  private readonly database = new GatedDatabase();
  private readonly freshness = new Freshness(60_000);
  private readonly cache = new KeyCache({
    freshness: this.freshness,
    read: (ids) => this.read(ids),
    most: ROOM,
    onTrouble: () => this.beginTrouble(),
  });
  private readonly keys = SECRETS.map((secrets, i) => new ChangingKey(i + 1, secrets));
  private notices: (() => void)[] = [];
  private polls: (() => void)[] = [];
  private deadlines: { at: number; pass: () => void }[] = [];
  private readonly answers: Promise<void>[] = [];
  private waiting = 0;
  /** Questions may be answered from before, because the database cannot be asked, or could not when it was. */
  private isTroubled = false;
  private troubles = 0;

  constructor(
    seed: number,
    private readonly setNow: (ms: number) => void,
  ) {
    this.random = seeded(seed);
    setNow(this.now);
    for (const key of this.keys) this.write(key);
    this.freshness.polled(this.now);
    this.database.isOpen = false;
  }

  async step(): Promise<void> {
    const [name, run] = this.one(CacheWorld.steps);
    this.log.push(name);
    run(this);
    if (this.random(3) > 0) await new Promise(setImmediate);
  }

  /** Everything under way arrives; then every secret is served as it is in the database, and nothing else. */
  async settle(): Promise<void> {
    this.recover();
    for (const notice of this.notices.splice(0)) notice();
    for (const poll of this.polls.splice(0)) poll();
    this.beginPoll();
    for (const poll of this.polls.splice(0)) poll();
    this.database.isOpen = true;
    this.database.release();
    await Promise.all(this.answers);
    for (const { secrets, version } of this.keys) {
      for (const secret of secrets) {
        const served = await this.cache.find(secret);
        if (served?.version !== version) this.wrong.push(`settled, ${secret} is v${served?.version}, not v${version}`);
      }
    }
  }

  private ask(secret: string): void {
    const key = this.keys.find(({ secrets }) => secrets.includes(secret)) as ChangingKey;
    this.log.push(secret);
    const { troubles, isTroubled } = this;
    const { heard } = key;
    const asked = Math.max(heard, key.doubted, key.versionBefore(this.now - TRUST_MS));
    const check = (served: KeyRecord | null): void =>
      this.check(key, secret, served, isTroubled || troubles !== this.troubles ? heard : asked);
    let found: ReturnType<KeyCache["find"]>;
    try {
      found = this.cache.find(secret);
    } catch {
      return;
    }
    if (found instanceof Promise) this.answers.push(this.await(found.then(check, () => {})));
    else check(found);
  }

  private async await(answer: Promise<void>): Promise<void> {
    this.waiting++;
    await answer;
    this.waiting--;
    this.calm();
  }

  /** @param least the version that it may not be older than */
  private check(key: ChangingKey, secret: string, served: KeyRecord | null, least: number): void {
    if (served === null) this.wrong.push(`${secret} is said not to exist`);
    else if (served.version < least) this.wrong.push(`${secret} is served as v${served.version} after v${least}`);
    else if ((served.revokedAt !== null) !== (key.revokedIn !== null && served.version >= key.revokedIn)) {
      this.wrong.push(`${secret} v${served.version} is told ${served.revokedAt === null ? "alive" : "revoked"}`);
    }
  }

  private write(key: ChangingKey): void {
    const revokedAt = key.revokedIn === null ? null : new Date(START);
    for (const secret of key.secrets) this.database.rows.set(secret, record(secret, key.version, key.id, revokedAt));
  }

  private commit(key: ChangingKey, isRevoke: boolean): void {
    key.version++;
    if (isRevoke) key.revokedIn ??= key.version;
    key.commits.push({ at: this.now, version: key.version });
    this.write(key);
  }

  private change(key: ChangingKey, isRevoke: boolean): void {
    this.commit(key, isRevoke);
    const { version } = key;
    this.notices.push(() => this.hear(key, version));
  }

  private hear(key: ChangingKey, version: number): void {
    this.cache.invalidate(key.id, version);
    key.heard = Math.max(key.heard, version);
  }

  /** As a restored or truncated table is told of. */
  private changeAll(): void {
    for (const key of this.keys) this.commit(key, false);
    const versions = this.keys.map(({ version }) => version);
    this.notices.push(() => {
      this.cache.invalidateAll();
      this.keys.forEach((key, i) => {
        key.heard = Math.max(key.heard, versions[i] as number);
      });
    });
  }

  /** The listener lost its connection and has another one: what was notified meanwhile is not known. */
  private lose(): void {
    this.notices = [];
    this.freshness.epoch++;
    this.cache.doubtFills();
    for (const key of this.keys) key.doubted = key.version;
  }

  /** A poll sees what is committed now, and says so later. */
  private beginPoll(): void {
    if (!this.freshness.isReachable) return;
    const startedAt = this.now;
    const versions = this.keys.map(({ version }) => version);
    this.polls.push(() => {
      this.keys.forEach((key, i) => {
        this.hear(key, versions[i] as number);
      });
      this.freshness.polled(startedAt);
    });
  }

  private wait(ms: number): void {
    this.now += ms;
    this.setNow(this.now);
    for (const { pass } of this.deadlines.filter(({ at }) => at <= this.now)) pass();
    this.deadlines = this.deadlines.filter(({ at }) => at > this.now);
  }

  /** As readKeyRecords, which does not wait for ever. */
  private read(ids: readonly string[]): Promise<Map<string, KeyRecord>> {
    const deadline = new Promise<never>((_resolve, reject) => {
      this.deadlines.push({ at: this.now + DATABASE_DEADLINE_MS, pass: () => reject(new Error("deadline")) });
    });
    return Promise.race([this.database.read(ids), deadline]);
  }

  private outage(): void {
    this.beginTrouble();
    this.freshness.isReachable = false;
    this.database.error = new Error("connection refused");
    this.polls = [];
  }

  private failReads(): void {
    this.beginTrouble();
    this.database.error = new Error("connection reset");
  }

  private recover(): void {
    this.database.error = null;
    this.freshness.isReachable = true;
    this.calm();
  }

  private beginTrouble(): void {
    this.troubles++;
    this.isTroubled = true;
  }

  /** A question that was put to a failing database may still be under way; only when none is, it is over. */
  private calm(): void {
    if (this.waiting === 0 && this.database.error === null && this.freshness.isReachable) this.isTroubled = false;
  }

  private one<T>(of: readonly T[]): T {
    return of[this.random(of.length)] as T;
  }
}
