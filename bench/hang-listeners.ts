import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type ListenerProxy = {
  port: number;
  /** From now on nothing passes on the connections by which gateways listen; all others work as before. */
  hang(): void;
  close(): void;
};

/** As a gateway names itself in PostgreSQL's first message (lib/verification/changes/listener.ts). */
const LISTENER = "latchkey gateway listener\0";

/** A loopback proxy before PostgreSQL that can lose every notification: to a listener it is a network that has gone quiet. */
export async function startListenerProxy(target: { host: string; port: number }): Promise<ListenerProxy> {
  let isHung = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(target);
    let isListener: boolean | undefined;
    const passes = (): boolean => !(isHung && isListener === true);
    near.on("data", (chunk) => {
      isListener ??= chunk.includes(LISTENER);
      if (passes()) far.write(chunk);
    });
    far.on("data", (chunk) => {
      if (passes()) near.write(chunk);
    });
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    hang() {
      isHung = true;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
