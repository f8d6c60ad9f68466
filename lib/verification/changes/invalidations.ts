import { clock } from "@/lib/clock";
import { pool } from "@/lib/db/pool";
import { realmFrom } from "@/lib/http/challenge";
import { newId } from "@/lib/ids";
import type { KeyCache } from "../cache/key-cache";
import type { ServiceTokens } from "../service-tokens";
import type { Freshness } from "./freshness";
import { Listener } from "./listener";
import { type Poll, pollChanges, snapshotXmin } from "./poll-changes";
import { DATABASE_DEADLINE_MS, withDeadline } from "./with-deadline";

const POLL_EVERY_MS = 1_000;
const POLL_OVERDUE_MS = 3_000;
const AT_ONCE_MS = 500;

export type InvalidationsOptions = {
  freshness: Freshness;
  cache: KeyCache;
  tokens: ServiceTokens;
  onTrouble: (what: string, error: unknown) => void;
  /** Called once a second, for chores that go with it. */
  onTick?: () => void;
};

/**
 * Keeps the caches in step with the database: notifications at once, and once a second a poll that is heartbeat and catch-up,
 * so that a lost notification costs at most two seconds. Registers the gateway, so that mutations wait for it to have heard.
 */
export class Invalidations {
  readonly gatewayId = newId();
  /** The realm of challenges: the provider's product name. */
  realm = "api";
  /** Of the public ids of imported secrets. Null: nothing was ever imported; undefined: the database has not been asked yet. */
  importKey: Buffer | null | undefined;
  private readonly listener: Listener;
  private snapshot: string | null = null;
  private polling: Promise<void> | null = null;
  private pollAgain = false;
  /** The poll that the last change of settings asked for. */
  private refreshing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;
  private readonly begunAt = clock.ms();

  constructor(private readonly options: InvalidationsOptions) {
    this.listener = new Listener({
      gatewayId: this.gatewayId,
      onNotification: (payload) => this.take(payload),
      onConnect: () => this.doubt(),
      onTrouble: (error) => options.onTrouble("The connection that listens for key changes failed.", error),
    });
  }

  /** The database was reached within the last seconds. */
  get isDatabaseReached(): boolean {
    return this.options.freshness.isReachable && this.pollAgeMs < POLL_OVERDUE_MS;
  }

  /** Key changes are heard as they happen. */
  get isListening(): boolean {
    return this.listener.isHealthy;
  }

  /** Ready to answer. */
  get isHealthy(): boolean {
    return this.isDatabaseReached && this.isListening;
  }

  /** How long a notification takes to be heard, in milliseconds. */
  get lagMs(): number {
    return this.listener.lagMs;
  }

  /** Since the last good poll began, in milliseconds; before the first, since this began. */
  get pollAgeMs(): number {
    return clock.ms() - Math.max(this.options.freshness.lastPollAt, this.begunAt);
  }

  /** Resolves after the first attempt, whether it reached the database or not; it goes on trying by itself. */
  async start(): Promise<void> {
    this.timer = setInterval(() => this.tick(), POLL_EVERY_MS);
    await this.listener.connect();
    await (this.polling ?? this.poll());
  }

  /** Learns now what has changed. Asked for during a poll, another one follows, since that one may have looked too early. */
  poll(): Promise<void> {
    if (this.polling !== null) {
      this.pollAgain = true;
      return this.polling;
    }
    this.polling = this.pollUntilCurrent().finally(() => {
      this.polling = null;
    });
    return this.polling;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearInterval(this.timer);
    await this.listener.close();
    await this.polling;
    const query = {
      text: "DELETE FROM gateways WHERE id = $1",
      values: [this.gatewayId],
      query_timeout: DATABASE_DEADLINE_MS,
    };
    await pool()
      .query(query)
      .catch(() => {});
  }

  private tick(): void {
    this.listener.sendPing();
    if (this.polling === null) void this.poll();
    this.options.onTick?.();
  }

  private async pollUntilCurrent(): Promise<void> {
    do {
      this.pollAgain = false;
      await this.pollOnce();
    } while (this.pollAgain && !this.isClosed);
  }

  private async pollOnce(): Promise<void> {
    const { freshness, cache, tokens } = this.options;
    let startedAt = clock.ms();
    try {
      const poll = await this.ask().catch((error: unknown) => {
        // A connection that the server closed fails at once, and the next one works: no reason to call it an outage.
        if (clock.ms() - startedAt > AT_ONCE_MS) throw error;
        startedAt = clock.ms();
        return this.ask();
      });
      const isOtherDatabase = this.snapshot !== null && snapshotXmin(poll.snapshot) < snapshotXmin(this.snapshot);
      if (this.snapshot === null || isOtherDatabase) this.raiseEpoch();
      for (const [keyId, version] of poll.changes) cache.invalidate(keyId, version);
      this.snapshot = poll.snapshot;
      this.realm = realmFrom(poll.productName);
      this.importKey = poll.importKey;
      freshness.polled(startedAt);
      tokens.replace(poll.serviceTokens, startedAt);
    } catch (error) {
      freshness.isReachable = false;
      this.options.onTrouble("The poll for key changes failed.", error);
    }
  }

  private ask(): Promise<Poll> {
    return withDeadline(pollChanges(this.gatewayId, this.snapshot));
  }

  private take(payload: string): void {
    const [kind, id = "", version] = payload.split(":");
    if (kind === "key") this.options.cache.invalidate(id, Number(version));
    else if (kind === "all") this.options.cache.invalidateAll();
    else if (kind === "settings") this.refreshing = this.poll();
    else if (kind === "barrier") void this.acknowledge(id);
  }

  /** Notifications come in the order of their commits, so everything before the barrier has been taken; a poll it asked for, awaited. */
  private async acknowledge(barrier: string): Promise<void> {
    await this.refreshing;
    this.listener.notify("latchkey_ack", `${barrier}:${this.gatewayId}`);
  }

  private doubt(): void {
    this.raiseEpoch();
    void this.poll();
  }

  private raiseEpoch(): void {
    this.options.freshness.epoch++;
    this.options.cache.doubtFills();
  }
}
