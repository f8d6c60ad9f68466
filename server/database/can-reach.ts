import { spawnSync } from "node:child_process";
import type { SystemUser } from "./postgres-user";

/** Whether the user can walk into the folder: asked of the system itself, so that access lists count too. */
export function canReach(folder: string, user: SystemUser): boolean {
  if (user === undefined) return true;
  return spawnSync("/bin/sh", ["-c", 'test -x "$1"', "sh", folder], { ...user, cwd: "/" }).status === 0;
}
