import { randomInt } from "node:crypto";
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

// Below what systems hand out by themselves (from 32768 on): such a port may belong to somebody's connection a moment later.
const [LOWEST, PORTS, TRIES] = [10_240, 20_000, 20];

async function anyPort(): Promise<number> {
  for (let i = 0; i < TRIES; i++) {
    const port = await listenOn(randomInt(LOWEST, LOWEST + PORTS)).catch(() => null);
    if (port !== null) return port;
  }
  return listenOn(0);
}

/** A loopback port that was free a moment ago; the preferred one when it is. */
export const freePort = (preferred?: number): Promise<number> =>
  preferred === undefined ? anyPort() : listenOn(preferred).catch(anyPort);
