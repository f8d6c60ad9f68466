import { Failure } from "./failure.mjs";

const NEEDED = [20, 19];

/** @throws Failure when this Node is older than package.json's `engines` asks for */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  throw new Failure(
    `Latchkey needs Node.js ${NEEDED.join(".")} or newer and this is ${version}. Install a newer one from https://nodejs.org and run the command again.`,
  );
}
