import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { verifyCall } from "../calls";
import { makeKeys } from "../deployment";
import { measure } from "../measure";
import type { RunContext } from "../run-context";
import { startBenchGateway } from "../start-gateway";
import { summariseProfile } from "../summarise-profile";

const KEYS = 64;

/** Where a warm verification spends its time: the gateway under load with node --cpu-prof. The profile stays for a closer look. */
export async function profilePart({ bench, bundles, deployment, load, options }: RunContext): Promise<string> {
  const folder = join(bundles, "profiles");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const keys = await makeKeys(deployment.actor, KEYS);
  const server = await startBenchGateway(bench, { nodeFlags: ["--cpu-prof", `--cpu-prof-dir=${folder}`] });
  const calls = keys.map((key) => verifyCall("/v1/verify", key, deployment.serviceToken));
  const { seconds, connections } = options;
  await measure(load, { name: "profile", server, calls }, { seconds, connections });
  await server.stop();
  const [name] = readdirSync(folder);
  if (name === undefined) throw new Error("The gateway wrote no profile.");
  const file = join(folder, name);
  return `${summariseProfile(JSON.parse(readFileSync(file, "utf8")))}\n\nThe whole profile: ${file} (opens in Chrome's developer tools).`;
}
