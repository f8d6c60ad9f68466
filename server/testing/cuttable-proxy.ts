import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type CuttableProxy = {
  port: number;
  /** Ends every connection and refuses new ones, as a server that is down. */
  cut(): void;
  /** Keeps connections open and lets nothing through, as a network that is gone. */
  hang(): void;
  mend(): void;
  close(): Promise<void>;
};

/** A TCP proxy on loopback between a process and its PostgreSQL. */
export async function startCuttableProxy(target: { host: string; port: number }): Promise<CuttableProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let state: "open" | "cut" | "hung" = "open";
  const server = createServer((near) => {
    near.on("error", () => {});
    if (state === "cut") {
      near.destroy();
      return;
    }
    const far = connect(target);
    far.on("error", () => near.destroy());
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    const pass = (to: Socket) => (chunk: Buffer) => {
      if (state === "open") to.write(chunk);
    };
    near.on("data", pass(far));
    far.on("data", pass(near));
    for (const socket of pair) {
      socket.on("close", () => {
        pairs.delete(pair);
        for (const each of pair) each.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endAll = (): void => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      state = "cut";
      endAll();
    },
    hang() {
      state = "hung";
    },
    mend() {
      // What was swallowed meanwhile cannot be made up for: those connections are broken.
      if (state === "hung") endAll();
      state = "open";
    },
    close: () => {
      endAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
