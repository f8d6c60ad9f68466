import { applyMigrations } from "@/lib/db/apply-migrations";
import { actionKey } from "./action-key";
import { announce } from "./announce";
import { answersHttp } from "./answers-http";
import { bundleCommand } from "./bundle-command";
import { checkConfiguration } from "./check-configuration";
import { checkKek } from "./check-kek";
import { checkSchema } from "./check-schema";
import { childEnvironment } from "./child-environment";
import { removeConnectionNote, writeConnectionNote } from "./connection-note";
import { fillDemoTeam } from "./fill-demo-team";
import { isFirstRun } from "./is-first-run";
import type { Progress, Settings } from "./settings";
import { startDatabase } from "./start-database";
import { stopAll } from "./stop-all";
import { stopOnSignal } from "./stop-on-signal";
import { type ChildSpec, type SupervisedChild, superviseChild } from "./supervise-child";

type Options = {
  settings: Settings;
  /** The folder of the bundles: database.mjs, gateway.mjs, … */
  bundles: string;
  development: boolean;
  demo: boolean;
  progress: Progress;
  /** Called with the ids of all processes whenever one starts or ends. */
  onProcesses: (pids: number[]) => void;
};

/**
 * Runs PostgreSQL, dashboard, gateway and worker until a signal; with `settings.only` that one alone.
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
  const request = stopOnSignal();
  const orStopped = <T>(work: Promise<T>): Promise<T> => Promise.race([work, request.interrupted]);
  const supervise = (spec: ChildSpec): SupervisedChild => {
    const onPid = () => options.onProcesses(children.flatMap((one) => one.pid() ?? []));
    const child = superviseChild(spec, { say: progress.say, onPid });
    children.push(child);
    onPid();
    return child;
  };
  // Whoever read our output may be gone; that is no reason to leave the children.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  try {
    checkConfiguration(settings, development);
    const databaseUrl = await progress.step(
      settings.databaseUrl ? "connecting to PostgreSQL" : "starting PostgreSQL",
      settings.databaseUrl ? "PostgreSQL reached" : "PostgreSQL started",
      () => orStopped(startDatabase(settings, bundles, progress.say, supervise)),
    );
    if (settings.only === undefined) {
      await progress.step(
        "applying migrations",
        (names) => (names.length === 0 ? "database schema up to date" : `${names.length} migration(s) applied`),
        () => orStopped(applyMigrations(databaseUrl, settings.root)),
      );
    } else await orStopped(checkSchema(databaseUrl, settings.root));
    const env = childEnvironment(settings, databaseUrl, development);
    if (settings.only === undefined) await orStopped(checkKek(databaseUrl, env, settings.dataFolder, progress.say));
    if (options.demo) await orStopped(fillDemoTeam(settings.root, env, progress));
    const specs = productSpecs(settings, bundles, env).filter(({ name }) => [name, undefined].includes(settings.only));
    const names = settings.only ?? "dashboard, gateway and worker";
    await progress.step(`starting ${names}`, `${names} ready`, () =>
      orStopped(Promise.all(specs.map((spec) => supervise(spec).ready))),
    );
    writeConnectionNote(settings.dataFolder, env);
    announce(settings, settings.only === undefined && (await isFirstRun(databaseUrl)), progress);
    await request.requested;
  } catch (error) {
    if (!request.wasRequested()) throw error;
  } finally {
    removeConnectionNote(settings.dataFolder);
    if (children.length > 0) {
      progress.say("\nStopping: requests under way are answered first. Ctrl-C again to hurry.");
      await stopAll(children, request);
      progress.say("Stopped.");
    }
    request.forget();
  }
  return 0;
}

function productSpecs(settings: Settings, bundles: string, env: NodeJS.ProcessEnv): ChildSpec[] {
  const here = settings.host === "0.0.0.0" || settings.host === "::" ? "127.0.0.1" : settings.host;
  const base = (name: string) => ({ name, env, ...bundleCommand(bundles, name) });
  const gateway = `http://${here}:${settings.gatewayPort}/readyz`;
  return [
    // It verifies by hashes alone, and can open nothing that is sealed.
    {
      ...base("gateway"),
      env: { ...env, LATCHKEY_KEK: undefined },
      ready: () => answersHttp(gateway, (status) => status === 200),
    },
    base("worker"),
    {
      ...base("dashboard"),
      env: { ...env, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionKey(env.NEXTAUTH_SECRET ?? "") },
      ready: () => answersHttp(`http://${here}:${settings.port}/`),
    },
  ];
}
