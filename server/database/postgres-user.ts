import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Who PostgreSQL runs as; undefined = the user who runs this process. */
export type SystemUser = { uid: number; gid: number } | undefined;

const lookUp = async (flag: "-u" | "-g"): Promise<number> => Number((await run("id", [flag, "postgres"])).stdout);

/**
 * PostgreSQL refuses to run as root. Then it runs as the owner of the folder it already has, else as the user
 * `postgres`, who is made when missing.
 */
export async function postgresUser(folder: string): Promise<SystemUser> {
  if (process.getuid?.() !== 0) return undefined;
  if (existsSync(folder)) {
    const { uid, gid } = statSync(folder);
    if (uid !== 0) return { uid, gid };
  }
  try {
    await lookUp("-u");
  } catch {
    await createUser();
  }
  return { uid: await lookUp("-u"), gid: await lookUp("-g") };
}

async function createUser(): Promise<void> {
  try {
    await run("groupadd", ["--force", "--system", "postgres"]);
    await run("useradd", ["--system", "--gid", "postgres", "--no-create-home", "--shell", "/bin/false", "postgres"]);
  } catch (error) {
    throw new Error(
      "PostgreSQL does not run as root, and the user postgres could not be made for it. Make that user, run this command as " +
        "an ordinary user, or set DATABASE_URL.",
      { cause: error },
    );
  }
}
