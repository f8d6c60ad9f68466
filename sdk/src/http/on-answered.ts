import type { ServerResponse } from "node:http";

/** nginx's status for a client that hung up before it was answered. */
const CLIENT_CLOSED = 499;

/** Calls back once, when the whole answer is written or the client is gone, with the status that it got. */
export function onAnswered(response: ServerResponse, work: (status: number) => void): void {
  response.once("close", () => work(response.writableFinished ? response.statusCode : CLIENT_CLOSED));
}
