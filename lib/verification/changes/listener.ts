import pg from "pg";
import { clock } from "@/lib/clock";
import { env } from "@/lib/env";

const CHANNEL = "latchkey";
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;
/** Its own ping is due every second; three of them lost, and the connection is replaced. */
const SILENCE_MS = 3_500;

export type ListenerOptions = {
  gatewayId: string;
  onNotification: (payload: string) => void;
  /** After every (re)connect: what was notified before may have been missed. */
  onConnect: () => void;
  onTrouble: (error: unknown) => void;
};

/** One dedicated connection that LISTENs, reconnects by itself, and notices when it has silently stopped hearing. */
export class Listener {
  private client: pg.Client | null = null;
  /** Until something was heard, since it was begun to be listened. */
  private heardAt = clock.ms();
  private pingedAt: number | null = null;
  private lastLagMs = 0;
  private retryMs = FIRST_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;
  private isClosed = false;
  private sending: Promise<void> = Promise.resolve();
  private readonly ping: string;

  constructor(private readonly options: ListenerOptions) {
    this.ping = `ping:${options.gatewayId}`;
  }

  /** Hearing, as proved by its own ping within the last seconds. */
  get isHealthy(): boolean {
    return this.client !== null && clock.ms() - this.heardAt < SILENCE_MS;
  }

  /**
   * How long a notification takes to be heard, in milliseconds: what the last ping took, or how long the one under way has
   * been; without a connection, how long nothing has been heard.
   */
  get lagMs(): number {
    const now = clock.ms();
    if (this.client === null) return Math.max(0, now - this.heardAt);
    return this.pingedAt === null ? this.lastLagMs : Math.max(this.lastLagMs, now - this.pingedAt);
  }

  async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: "latchkey gateway listener",
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on("error", (error) => this.lost(client, error));
    client.on("end", () => this.lost(client));
    client.on("notification", ({ payload }) => this.heard(payload ?? ""));
    try {
      await client.connect();
      await client.query({ text: `LISTEN ${CHANNEL}`, query_timeout: 5_000 } as pg.QueryConfig);
    } catch (error) {
      this.lost(client, error, true);
      return;
    }
    if (this.isClosed) return void client.end().catch(() => {});
    this.client = client;
    this.sending = Promise.resolve();
    this.heardAt = clock.ms();
    this.pingedAt = null;
    this.retryMs = FIRST_RETRY_MS;
    this.options.onConnect();
    this.sendPing();
  }

  /** Sends a notification to itself along the way that invalidations take. Called once a second. */
  sendPing(): void {
    if (this.client === null) return;
    if (!this.isHealthy) this.lost(this.client, new Error("The invalidation listener no longer hears its own ping."));
    else {
      this.pingedAt ??= clock.ms();
      this.notify(CHANNEL, this.ping);
    }
  }

  /** One at a time: a connection takes its next statement when it has answered the last. */
  notify(channel: string, payload: string): void {
    const { client } = this;
    this.sending = this.sending.then(async () => {
      if (client === null || client !== this.client) return;
      await client.query("SELECT pg_notify($1, $2)", [channel, payload]).catch(this.options.onTrouble);
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    const { client } = this;
    this.client = null;
    await client?.end().catch(() => {});
  }

  private heard(payload: string): void {
    this.heardAt = clock.ms();
    if (payload !== this.ping) this.options.onNotification(payload);
    else if (this.pingedAt !== null) {
      this.lastLagMs = Math.max(0, this.heardAt - this.pingedAt);
      this.pingedAt = null;
    }
  }

  private lost(client: pg.Client, error?: unknown, wasConnecting = false): void {
    if (this.isClosed || (this.client !== client && !wasConnecting)) return;
    this.client = null;
    if (error !== undefined) this.options.onTrouble(error);
    client.end().catch(() => {});
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connect(), this.retryMs);
    this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
  }
}
