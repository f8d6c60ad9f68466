import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Ends connections whose answers nobody reads. Node's own timeouts are about requests, and about silence: a client that asks
 * and does not read, or reads a byte now and then, has neither, and would hold its place and its answers for ever.
 */
export function closeSlowReaders(server: Server, patienceMs: number): void {
  const sockets = new Set<Socket>();
  /** At which look answers were first seen waiting; those of usual clients are gone by the next. */
  const waitingSince = new WeakMap<Socket, number>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  let looks = 0;
  const look = (): void => {
    looks++;
    for (const socket of sockets) {
      const since = waitingSince.get(socket);
      if (socket.writableLength === 0) {
        if (since !== undefined) waitingSince.delete(socket);
      } else if (since === undefined) waitingSince.set(socket, looks);
      // Not destroy(): the system would go on holding what was written, for as long as the client likes.
      else if (looks - since >= LOOKS) socket.resetAndDestroy();
    }
  };
  const timer = setInterval(look, patienceMs / LOOKS);
  timer.unref();
  server.once("close", () => clearInterval(timer));
}

const LOOKS = 4;
