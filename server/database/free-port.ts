import { createServer } from "node:net";

const listenOn = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ host: "127.0.0.1", port, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });

/** A loopback port that was free a moment ago; the preferred one when it is. */
export const freePort = (preferred?: number): Promise<number> =>
  preferred === undefined ? listenOn(0) : listenOn(preferred).catch(() => listenOn(0));
