import { createHash } from "node:crypto";
import { type Cluster, Command, Redis } from "ioredis";
import { BOTH_LIMITS_SCRIPT, LIMIT_SCRIPT } from "./limit-script";
import { openRedis } from "./open-redis";

type Script = { text: string; sha: string };
const script = (text: string): Script => ({ text, sha: createHash("sha1").update(text).digest("hex") });
const ONE = script(LIMIT_SCRIPT);
const BOTH = script(BOTH_LIMITS_SCRIPT);

/** A log in Redis, and what it is counted against. */
export type LogAsked = { name: string; limit: number; windowMs: number };

/** What a script answers of a log: refused (0 or 1), remaining, ms until the reset. */
export type LimitReply = [refused: number, remaining: number, resetIn: number];

/**
 * The connection to the Redis that counts the limits. It reconnects by itself; what is asked in one event-loop tick leaves
 * in one write.
 */
export class LimitConnection {
  private readonly redis: Redis | Cluster;
  private isCorked = false;
  /** Why it is not connected. */
  private trouble = new Error("Redis is not connected.");

  /**
   * @param url as openRedis
   * @param onTrouble it could not connect, or no longer is; it goes on trying. The message never holds the password
   */
  constructor(url: string, onTrouble: (error: Error) => void) {
    this.redis = openRedis(url);
    let said = false;
    const say = (error: Error): void => {
      said = true;
      this.trouble = withoutCommand(error);
      onTrouble(this.trouble);
    };
    this.redis.on("error", say);
    this.redis.on("close", () => said || say(new Error("Redis closed the connection.")));
    this.redis.on("ready", () => {
      said = false;
    });
  }

  /** Resolves when connected, on a cluster to every primary; rejects when the first attempt failed. */
  async connect(): Promise<void> {
    await this.redis.connect();
    if (!(this.redis instanceof Redis)) await Promise.all(this.redis.nodes("master").map((node) => node.connect()));
  }

  /**
   * One call of the script. It settles at the latest after a few seconds.
   * @param now ms, for tests; otherwise Redis's own time counts
   */
  ask(log: LogAsked, cost: number, now?: number): Promise<LimitReply> {
    const values = ["1", log.name, `${log.limit}`, `${log.windowMs}`, `${cost}`];
    return this.run<LimitReply>(ONE, values, now);
  }

  /** The same of two logs in one slot: the cost is counted on both, or on neither. */
  askBoth(first: LogAsked, second: LogAsked, cost: number, now?: number): Promise<[LimitReply, LimitReply]> {
    const policies = [first, second].flatMap(({ limit, windowMs }) => [`${limit}`, `${windowMs}`]);
    const values = ["2", first.name, second.name, ...policies, `${cost}`];
    return this.run<[LimitReply, LimitReply]>(BOTH, values, now);
  }

  close(): void {
    this.redis.disconnect();
  }

  private run<Reply>({ text, sha }: Script, values: string[], now: number | undefined): Promise<Reply> {
    if (now !== undefined) values.push(`${now}`);
    return this.send<Reply>("evalsha", [sha, ...values]).catch((error: Error) => {
      // A Redis that was restarted has forgotten the script.
      if (!error.message.startsWith("NOSCRIPT")) throw withoutCommand(error);
      return this.send<Reply>("eval", [text, ...values]).catch((again: Error) => {
        throw withoutCommand(again);
      });
    });
  }

  private send<Reply>(name: string, args: string[]): Promise<Reply> {
    if (!this.isCorked && !this.beginTick()) return Promise.reject(this.trouble);
    const command = new Command(name, args);
    void this.redis.sendCommand(command);
    return command.promise as Promise<Reply>;
  }

  /** Holds back what this tick writes until its end. False when not every node that counts is connected. */
  private beginTick(): boolean {
    const nodes = this.redis instanceof Redis ? [this.redis] : this.redis.nodes("master");
    if (this.redis.status !== "ready" || !nodes.every(isReady)) return false;
    const streams = nodes.map(({ stream }) => stream);
    this.isCorked = true;
    for (const stream of streams) stream.cork();
    setImmediate(() => {
      this.isCorked = false;
      for (const stream of streams) stream.uncork();
    });
    return true;
  }
}

/** A node that a cluster has only just told of waits to be used: not for the first call, which it would hold up. */
function isReady(node: Redis): boolean {
  if (node.status === "wait") node.connect().catch(() => {});
  return node.status === "ready" && node.stream.writable;
}

/** ioredis hangs the command with its arguments on its errors, the password of an AUTH among them. */
const withoutCommand = (error: Error): Error => new Error(error.message);
