import type { IncomingMessage, ServerResponse } from "node:http";
import type { Gateway } from "./gateway";

/** One request, its answer and its id. `startedAt`: milliseconds of performance.now(), when its header had come. */
export type Exchange = {
  gateway: Gateway;
  request: IncomingMessage;
  response: ServerResponse;
  requestId: string;
  startedAt: number;
};

/** Answers by itself, now or later; whatever it throws or rejects with is answered by fail.ts. */
export type Handler = (exchange: Exchange) => void | Promise<void>;

export type Route = { methods: readonly string[] | "any"; handle: Handler };
