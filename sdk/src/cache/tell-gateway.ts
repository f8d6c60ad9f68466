import type { Decided } from "../decision.js";
import type { Gateway } from "../gateway/connect-gateway.js";
import { LatchkeyError } from "../latchkey-error.js";
import { type Question, questionJson } from "../question.js";
import { takeBatch } from "../take-batch.js";

const TELL_AFTER_MS = 100;
const MOST_QUESTIONS = 100;
/** A body of the gateway holds 64 KiB. */
const MOST_BYTES = 60 * 1_024;
const MOST_WAITING = 10_000;

/**
 * Tells the gateway of calls that were answered from the cache, so that they are counted and spend their key's limit: the same
 * questions, a hundred in one request, a tenth of a second late. What the gateway answers corrects the cache.
 */
export class TellGateway {
  /** Calls that the gateway never heard of. */
  untold = 0;
  private waiting: { json: string; name: string }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private telling: Promise<void> | undefined;

  constructor(
    private readonly gateway: Gateway,
    private readonly timeoutMs: number,
    private readonly onAnswer: (name: string, decision: Decided) => void,
    private readonly tellTrouble: (error: LatchkeyError) => void,
  ) {}

  add(name: string, question: Question): void {
    this.waiting.push({ json: questionJson(question), name });
    if (this.waiting.length > MOST_WAITING) this.lose(this.waiting.splice(0, 1).length, "too many wait");
    if (this.waiting.length >= MOST_QUESTIONS) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), TELL_AFTER_MS).unref();
  }

  get queued(): number {
    return this.waiting.length;
  }

  /** Until all is told, or lost. Never rejects. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.telling ??= this.tellAll().finally(() => {
      this.telling = undefined;
    });
    return this.telling;
  }

  private async tellAll(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = takeBatch(this.waiting, MOST_QUESTIONS, MOST_BYTES);
      try {
        const body = `[${batch.map(({ json }) => json).join(",")}]`;
        const { status, text } = await this.gateway.send("/v1/verify/batch", body, this.timeoutMs);
        if (status !== 200) throw new Error(`the gateway answered ${status}`);
        for (const [i, decision] of (JSON.parse(text) as Decided[]).entries()) {
          const told = batch[i];
          if (told !== undefined) this.onAnswer(told.name, decision);
        }
      } catch (error) {
        // Not sent again: nobody knows whether it was counted, and counting twice would take from the caller's limit.
        this.lose(batch.length, (error as Error).message);
      }
    }
  }

  private lose(count: number, why: string): void {
    this.untold += count;
    this.tellTrouble(
      new LatchkeyError("lost", `${count} calls answered from the cache were not told to the gateway: ${why}.`),
    );
  }
}
