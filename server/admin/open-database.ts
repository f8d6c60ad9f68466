import { applyMigrations } from "@/lib/db/apply-migrations";
import { childEnvironment } from "../supervisor/child-environment";
import { readConnectionNote } from "../supervisor/connection-note";
import type { Progress, Settings } from "../supervisor/settings";
import { startDatabase } from "../supervisor/start-database";
import { type SupervisedChild, superviseChild } from "../supervisor/supervise-child";

/** The settings as those of what runs on the data folder: a command may be typed in a shell that knows less. */
export function asRunning(settings: Settings): Settings {
  const note = readConnectionNote(settings.dataFolder);
  if (note === undefined || settings.databaseUrl !== undefined) return settings;
  return {
    ...settings,
    environment: { ...settings.environment, ...note },
    databaseUrl: note.DATABASE_URL,
    host: note.HOST ?? settings.host,
    port: Number(note.PORT),
    gatewayPort: Number(note.GATEWAY_PORT),
    dashboardUrl: note.NEXTAUTH_URL ?? settings.dashboardUrl,
    gatewayUrl: note.GATEWAY_URL ?? settings.gatewayUrl,
  };
}

/** Gives this process the environment of dashboard and gateway; lib/env.ts reads it from there. */
export function adoptEnvironment(settings: Settings, databaseUrl: string): void {
  Object.assign(process.env, childEnvironment(settings, databaseUrl, false));
}

/** Reaches the database for one command, starting the embedded one when nothing runs; migrated when `isOurs`. */
export async function openDatabase(
  settings: Settings,
  bundles: string,
  progress: Progress,
  isOurs: boolean,
): Promise<{ close: () => Promise<void> }> {
  const children: SupervisedChild[] = [];
  const close = async () => {
    await Promise.all(children.map((child) => child.stop(30_000)));
  };
  try {
    const url = await startDatabase(settings, bundles, progress.say, (spec) => {
      const child = superviseChild(spec, { say: progress.say, onPid: () => {} });
      children.push(child);
      return child;
    });
    if (isOurs) await applyMigrations(url, settings.root);
    adoptEnvironment(settings, url);
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}
