import type { Server } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

// From SIGTERM to the exit, each step bounded: 20 s for load balancers to notice (the most that GATEWAY_DRAIN_SECONDS can
// be) and 2 s for the answers under way, or as much more as the drain leaves of these 22 s and at most 15; 5 s for the
// spool's last flush; 1 s to leave the database's listeners, 1 s for the connections. 29 s, and others kill after 30.
const DRAIN_AND_ANSWERS_MS = 22_000;
const LONGEST_ANSWER_MS = 15_000;
/** Each of the last two. */
export const LAST_STEP_MS = 1_000;
/** What hurries wants to be gone, and yet no call cut off that is about to be answered. */
const HURRIED_ANSWER_MS = 1_000;
/** A connection that was accepted and has said nothing has a request on its way, or never will. */
const SILENT_MS = 500;
const LOOK_EVERY_MS = 20;

export type Drain = {
  /** Goes on answering for `drainMs`, then stops listening and ends when the last answer is sent. */
  close(drainMs: number): Promise<void>;
  /** Ends the waiting of `close`, now or when it is called. */
  hurry(): void;
};

/** Watches the server's connections from the start, so that at its end none is cut off that has something to say. */
export function drainOf(server: Server): Drain {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const impatience = new AbortController();

  const closeSilent = (): void => {
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
  };

  return {
    async close(drainMs) {
      if (drainMs > 0) {
        await pause(drainMs, undefined, { signal: impatience.signal }).catch(() => {});
        // The loop has accepted what the kernel had for us just before its check phase: hardly a connection is lost to the
        // listener's end. A load balancer that meets one of those tries the next gateway, since nothing was answered.
        await new Promise(setImmediate);
      }
      const begun = performance.now();
      const allowed = Math.min(LONGEST_ANSWER_MS, Math.max(0, DRAIN_AND_ANSWERS_MS - drainMs));
      let isClosed = false;
      // Not yet http.Server's own close: that also ends the watch over slow requests.
      NetServer.prototype.close.call(server, () => {
        isClosed = true;
      });
      while (!isClosed) {
        // A connection becomes idle when it has answered; without this it would stay for its keep-alive time.
        server.closeIdleConnections();
        await pause(LOOK_EVERY_MS);
        const waited = performance.now() - begun;
        if (waited > SILENT_MS) closeSilent();
        if (waited > (impatience.signal.aborted ? HURRIED_ANSWER_MS : allowed)) server.closeAllConnections();
      }
      server.close(() => {});
    },
    hurry: () => impatience.abort(),
  };
}

/** Waits for the work, and no longer than that: what is left of it ends with the process. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const deadline = pause(ms, undefined, { signal: over.signal }).catch(() => {});
  await Promise.race([work, deadline]).finally(() => over.abort());
}
