import { join } from "node:path";
import { applyMigrations } from "@/lib/db/apply-migrations";
import { type Cluster, prepareCluster } from "../database/cluster";
import { reachDatabase } from "../database/reach-database";
import { answersHttp } from "./answers-http";
import { childEnvironment } from "./child-environment";
import { removeConnectionNote, writeConnectionNote } from "./connection-note";
import { isFirstRun } from "./is-first-run";
import type { Progress, Settings } from "./settings";
import { stopOnSignal } from "./stop-on-signal";
import { type ChildSpec, type SupervisedChild, superviseChild } from "./supervise-child";

const GRACE_MS = 30_000;
const HURRIED_GRACE_MS = 300;

type Options = {
  settings: Settings;
  /** The folder of the bundles: database.mjs, gateway.mjs, … */
  bundles: string;
  development: boolean;
  progress: Progress;
  onProcesses: (pids: number[]) => void;
};

/**
 * Runs PostgreSQL, dashboard, gateway and worker until a signal.
 * @returns `ended`: the exit code, when everything has stopped; `restart(name)`: for watch mode
 */
export function runSupervisor(options: Options): { ended: Promise<number>; restart: (name: string) => void } {
  const children: SupervisedChild[] = [];
  return {
    ended: run(options, children),
    restart: (name) => children.find((child) => child.name === name)?.restart(),
  };
}

async function run(options: Options, children: SupervisedChild[]): Promise<number> {
  const { settings, bundles, progress, development } = options;
  const stop = stopOnSignal();
  const orStopped = <T>(work: Promise<T>): Promise<T> => Promise.race([work, stop.interrupted]);
  const supervise = (spec: Omit<ChildSpec, "command" | "args">): SupervisedChild => {
    const args = ["--enable-source-maps", join(bundles, `${spec.name}.mjs`)];
    const onPid = () => options.onProcesses(children.flatMap((one) => one.pid() ?? []));
    const child = superviseChild({ ...spec, command: process.execPath, args }, { say: progress.say, onPid });
    children.push(child);
    onPid();
    return child;
  };
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  try {
    const databaseUrl = await progress.step(
      settings.databaseUrl ? "connecting to PostgreSQL" : "starting PostgreSQL",
      settings.databaseUrl ? "PostgreSQL reached" : "PostgreSQL started",
      () => orStopped(startDatabase(options, supervise)),
    );
    await progress.step(
      "applying migrations",
      (names) => (names.length === 0 ? "database schema up to date" : `${names.length} migration(s) applied`),
      () => orStopped(applyMigrations(databaseUrl, settings.root)),
    );
    const env = childEnvironment(settings, databaseUrl, development);
    await progress.step("starting dashboard, gateway and worker", "dashboard, gateway and worker ready", () => {
      const here = settings.host === "0.0.0.0" || settings.host === "::" ? "127.0.0.1" : settings.host;
      const gateway = `http://${here}:${settings.gatewayPort}/readyz`;
      const started = [
        supervise({ name: "gateway", env, ready: () => answersHttp(gateway, (status) => status === 200) }),
        supervise({ name: "worker", env }),
        supervise({ name: "dashboard", env, ready: () => answersHttp(`http://${here}:${settings.port}/`) }),
      ];
      return orStopped(Promise.all(started.map((child) => child.ready)));
    });
    writeConnectionNote(settings.dataFolder, env);
    announce(settings, await isFirstRun(databaseUrl), progress);
    await stop.requested;
    return 0;
  } catch (error) {
    if (!stop.wasRequested()) throw error;
    return 0;
  } finally {
    removeConnectionNote(settings.dataFolder);
    await stopAll(children, stop, progress);
    stop.forget();
  }
}

async function startDatabase(
  { settings, progress }: Options,
  supervise: (spec: Omit<ChildSpec, "command" | "args">) => SupervisedChild,
): Promise<string> {
  if (settings.databaseUrl !== undefined) {
    await reachDatabase(settings.databaseUrl);
    return settings.databaseUrl;
  }
  const cluster = await prepareCluster(settings.dataFolder, (line) => progress.say(`  ${line}`));
  const url = databaseUrlOf(cluster);
  const env = { ...settings.environment, NODE_ENV: "production", LATCHKEY_DATA_DIR: settings.dataFolder } as const;
  const ready = () => reachDatabase(url).then(() => true);
  await supervise({ name: "database", env, ready }).ready;
  return url;
}

const databaseUrlOf = ({ port, password }: Cluster): string =>
  `postgres://latchkey:${password}@127.0.0.1:${port}/latchkey`;

async function stopAll(
  children: SupervisedChild[],
  stop: ReturnType<typeof stopOnSignal>,
  progress: Progress,
): Promise<void> {
  if (children.length === 0) return;
  progress.say("\nStopping: requests under way are answered first. Ctrl-C again to hurry.");
  const within = (graceMs: number, wanted: SupervisedChild[]) =>
    Promise.all(wanted.map((child) => child.stop(stop.isHurried() ? HURRIED_GRACE_MS : graceMs)));
  const database = children.filter((child) => child.name === "database");
  const others = children.filter((child) => child.name !== "database");
  const orderly = within(GRACE_MS, others);
  await Promise.race([orderly, stop.hurried.then(() => within(HURRIED_GRACE_MS, others))]);
  await orderly;
  // Last, so that the others could write down what they had in hand.
  await within(GRACE_MS, database);
  progress.say("Stopped.");
}

function announce({ dashboardUrl, gatewayUrl, port }: Settings, firstRun: boolean, { say }: Progress): void {
  say(`
  Dashboard  ${dashboardUrl}
  Gateway    ${gatewayUrl}
  Docs       ${dashboardUrl}/docs/authentication
${firstRun ? `\n  First run: open ${dashboardUrl} to create the operator's account.\n` : ""}`);
  if (!dashboardUrl.endsWith(`:${port}`)) say(`  The dashboard listens on port ${port}.\n`);
}
