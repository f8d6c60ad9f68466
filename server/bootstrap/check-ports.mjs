import { createServer } from "node:net";
import { Failure } from "./failure.mjs";

const tryListen = (host, port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });

async function nextFree(host, port, taken) {
  for (let candidate = port + 100; candidate < Math.min(port + 200, 65536); candidate++) {
    if (!taken.includes(candidate) && (await tryListen(host, candidate)) === undefined) return candidate;
  }
  return port + 1000;
}

/** @throws Failure naming the port, the variable and an example that is free */
export async function checkPorts({ host, port, gatewayPort, only }) {
  const ports = Object.entries({ ...(only === undefined && { PORT: port }), GATEWAY_PORT: gatewayPort });
  for (const [name, wanted] of ports) {
    const code = await tryListen(host, wanted);
    if (code === undefined) continue;
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
      throw new Failure(`HOST=${host} is not an address of this machine. Example: HOST=127.0.0.1`);
    }
    const why = code === "EACCES" ? "needs a privilege this user does not have" : "is already in use";
    const free = await nextFree(host, wanted, [port, gatewayPort]);
    throw new Failure(`Port ${wanted} ${why}. Choose another with ${name}, for example: ${name}=${free} npm start`);
  }
}
