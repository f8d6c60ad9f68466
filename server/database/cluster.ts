import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { generatedSecret, writePrivately } from "../supervisor/generated-secret";
import { canReach } from "./can-reach";
import { freePort } from "./free-port";
import { postgresUser } from "./postgres-user";
import { makeOpenFolder, OPEN_FOLDER, reachableBinaries } from "./reachable-binaries";
import { settleOldPostmaster } from "./settle-old-postmaster";

/**
 * The embedded PostgreSQL of one data folder: where it lies, the port it keeps, its superuser's password and that of the role
 * the product works as.
 */
export type Cluster = {
  folder: string;
  port: number;
  password: string;
  applicationPassword: string;
  logFile: string;
};

type Note = { port?: number; folder?: string };

const noteFile = (dataFolder: string): string => join(dataFolder, "postgres.json");

function readNote(dataFolder: string): Note {
  const file = noteFile(dataFolder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Note) : {};
}

const clusterOf = (dataFolder: string, note: Note & { port: number }): Cluster => ({
  folder: note.folder ?? join(dataFolder, "postgres"),
  port: note.port,
  password: generatedSecret(dataFolder, "postgres-password"),
  applicationPassword: generatedSecret(dataFolder, "postgres-application-password"),
  logFile: join(dataFolder, "postgres.log"),
});

/** The cluster as `prepareCluster` left it. */
export function readCluster(dataFolder: string): Cluster {
  const note = readNote(dataFolder);
  if (note.port === undefined) throw new Error(`${noteFile(dataFolder)} names no port; it is written by npm start.`);
  return clusterOf(dataFolder, { ...note, port: note.port });
}

/**
 * Decides place and port before PostgreSQL starts, and notes them in the data folder: the port it had last time unless
 * somebody took it; the data folder unless, as root, PostgreSQL's user cannot reach it. Waits for a predecessor to end.
 */
export async function prepareCluster(dataFolder: string, say: (line: string) => void): Promise<Cluster> {
  const note = readNote(dataFolder);
  const folder = await reachableFolder(dataFolder, note, say);
  const place = folder ?? join(dataFolder, "postgres");
  // Where the data had to move one line has said it all.
  reachableBinaries(await postgresUser(place), folder === undefined ? say : () => {});
  await settleOldPostmaster(place);
  const next = { port: await freePort(note.port), folder };
  writePrivately(noteFile(dataFolder), JSON.stringify(next));
  return clusterOf(dataFolder, next);
}

/** The cluster's folder when it is not `postgres` in the data folder. */
async function reachableFolder(
  dataFolder: string,
  note: Note,
  say: (line: string) => void,
): Promise<string | undefined> {
  if (note.folder !== undefined && existsSync(note.folder)) return note.folder;
  const own = join(dataFolder, "postgres");
  const user = await postgresUser(own);
  if (user === undefined) return undefined;
  if (canReach(dataFolder, user)) return undefined;
  if (statSync(dataFolder).uid === 0 && canReach(dirname(dataFolder), user)) {
    openTo(dataFolder, user.gid);
    return undefined;
  }

  const place = join(OPEN_FOLDER, `data-${randomBytes(6).toString("hex")}`);
  const moved = join(place, "postgres");
  say(
    `PostgreSQL does not run as root and its user cannot reach ${dataFolder}: it runs in ${OPEN_FOLDER}, data in ${moved}`,
  );
  makeOpenFolder();
  mkdirSync(place);
  openTo(place, user.gid);
  // What an earlier start made while the folder was open. `mv` also crosses file systems.
  if (existsSync(own)) execFileSync("mv", [own, moved]);
  return moved;
}

/** PostgreSQL's user may walk through the folder, and see nothing in it. */
function openTo(folder: string, gid: number): void {
  chownSync(folder, 0, gid);
  chmodSync(folder, 0o710);
}
