import { Redis } from "ioredis";
import { findProgram } from "../../server/testing/find-program";
import { startRedis } from "../../server/testing/start-redis";

/** A Redis that writes down every command it is sent. */
export type WatchedRedis = {
  url: string;
  /** Every command so far, and what it stored, as one text. */
  all: () => Promise<string>;
  stop: () => Promise<void>;
};

/** @returns null on a machine without Redis; in CI `npm test` fails over that */
export async function startWatchedRedis(): Promise<WatchedRedis | null> {
  if (findProgram("redis-server") === null) return null;
  const redis = await startRedis();
  const client = new Redis(redis.url);
  const watching = await client.monitor();
  const commands: string[] = [];
  watching.on("monitor", (_time: string, args: string[]) => commands.push(args.join(" ")));
  return {
    url: redis.url,
    all: async () => {
      const keys = await client.keys("*");
      const stored = await Promise.all(keys.map((key) => client.dumpBuffer(key)));
      return [...commands, ...keys, ...stored.map((value) => value?.toString("latin1") ?? "")].join("\n");
    },
    stop: async () => {
      watching.disconnect();
      client.disconnect();
      await redis.stop();
    },
  };
}
