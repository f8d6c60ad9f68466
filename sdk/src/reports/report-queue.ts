import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { clock } from "../clock.js";
import type { Gateway, GatewayAnswer } from "../gateway/connect-gateway.js";
import { refusedByGateway } from "../gateway/refused-by-gateway.js";
import { LatchkeyError } from "../latchkey-error.js";
import { takeBatch } from "../take-batch.js";
import { refusedEvents } from "./refused-events.js";
import { eventJson, type ReportEvent } from "./report-event.js";

const FLUSH_AFTER_MS = 1_000;
const FLUSH_AT_EVENTS = 500;
const MOST_EVENTS = 1_000;
/** The gateway takes 1 MiB. */
const MOST_BYTES = 960 * 1_024;
const SEND_TIMEOUT_MS = 5_000;
const LONGEST_BACK_OFF_MS = 30_000;

type Waiting = { json: string; secretId: string };
type Batch = { id: string; events: Waiting[] };

/**
 * Usage events on their way to the gateway. A batch keeps its id until it is accepted, so that one whose answer was lost is
 * counted once. Bounded: the oldest events are lost first. Nothing here is waited for by a call.
 */
export class ReportQueue {
  /** Events that the gateway took, and events that it never will. */
  reported = 0;
  lost = 0;
  private waiting: Waiting[] = [];
  private batch: Batch | undefined;
  private failures = 0;
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> | undefined;

  constructor(
    private readonly gateway: Gateway,
    private readonly mostQueued: number,
    private readonly tellTrouble: (error: LatchkeyError) => void,
  ) {}

  /** Events that wait, those under way included. */
  get queued(): number {
    return this.waiting.length + (this.batch?.events.length ?? 0);
  }

  add(event: ReportEvent): void {
    if (this.mostQueued === 0) return;
    const json = eventJson(event, clock.ms());
    if (json === null) {
      this.lose(1, "its status or latency is no such number");
      return;
    }
    this.waiting.push({ json, secretId: event.secretId });
    if (this.queued > this.mostQueued) this.lose(this.waiting.splice(0, 1).length, "the queue is full");
    if (this.failures === 0 && this.waiting.length >= FLUSH_AT_EVENTS) void this.flush();
    else this.flushIn(FLUSH_AFTER_MS);
  }

  /** Sends what waits, until it is accepted or fails once. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
      if (this.queued > 0) this.flushIn(this.failures === 0 ? FLUSH_AFTER_MS : backOffMs(this.failures));
    });
    return this.sending;
  }

  /** Sends until nothing waits, for so long at most. */
  async drain(withinMs: number): Promise<void> {
    let isOver = false;
    const deadline = sleep(withinMs, undefined, { ref: false }).then(() => {
      isOver = true;
    });
    for (;;) {
      await Promise.race([this.flush(), deadline]);
      if (isOver || this.queued === 0) break;
      await sleep(withinMs / 10);
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.queued > 0) this.tellTrouble(new LatchkeyError("lost", `${this.queued} usage events could not be sent.`));
  }

  private flushIn(ms: number): void {
    if (this.sending === undefined) this.timer ??= setTimeout(() => void this.flush(), ms).unref();
  }

  private async sendAll(): Promise<void> {
    while (this.queued > 0) {
      this.batch ??= { id: randomUUID(), events: takeBatch(this.waiting, MOST_EVENTS, MOST_BYTES) };
      if (!(await this.send(this.batch))) return;
    }
  }

  /** False when it has to be sent again. */
  private async send({ id, events }: Batch): Promise<boolean> {
    let answer: GatewayAnswer;
    try {
      const body = `{"batchId":"${id}","events":[${events.map(({ json }) => json).join(",")}]}`;
      answer = await this.gateway.send("/v1/usage", body, SEND_TIMEOUT_MS);
    } catch (error) {
      return this.fail((error as Error).message);
    }
    if (answer.status === 202) {
      this.reported += events.length;
      this.batch = undefined;
      this.failures = 0;
      return true;
    }
    const { message } = refusedByGateway(answer);
    // What was wrong with the batch stays wrong; anything else passes.
    if (answer.status !== 400 && answer.status !== 413) return this.fail(message);
    this.leaveOut(events, message);
    return true;
  }

  private fail(why: string): false {
    this.failures++;
    this.tellTrouble(
      new LatchkeyError("reports", `Usage reports are not accepted: ${sentence(why)} They are kept and sent again.`),
    );
    return false;
  }

  /** A refused batch was not counted at all: what is left of it goes as a new one. */
  private leaveOut(events: Waiting[], why: string): void {
    const out = refusedEvents(events, why);
    const rest = out === null ? [] : events.filter((_, i) => !out.has(i));
    this.batch = rest.length === 0 ? undefined : { id: randomUUID(), events: rest };
    this.lose(events.length - rest.length, why);
  }

  private lose(count: number, why: string): void {
    this.lost += count;
    this.tellTrouble(new LatchkeyError("lost", `${count} usage events will not be reported: ${sentence(why)}`));
  }
}

const sentence = (text: string): string => text.replace(/\.?$/, ".");

/** Twice as long after each failure, and never the same for all services of a deployment. */
const backOffMs = (failures: number): number =>
  Math.min(LONGEST_BACK_OFF_MS, 1_000 * 2 ** Math.min(failures - 1, 10)) * (0.5 + Math.random() / 2);
