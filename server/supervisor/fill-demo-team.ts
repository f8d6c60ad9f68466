import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Progress } from "./settings";

type Demo = { email: string; password: string; teamSlug: string };

/** `npm run admin -- demo` in a process of its own: it needs the whole domain, which the supervisor does not. */
export async function fillDemoTeam(root: string, env: NodeJS.ProcessEnv, progress: Progress): Promise<void> {
  const line = ({ email, password }: Demo) => `demo team ready: sign in as ${email} with the password ${password}`;
  await progress.step("filling the demo team (once)", line, async () => {
    const command = [join(root, "server/bootstrap/admin.mjs"), "demo", "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, command, { env, cwd: root });
    return JSON.parse(stdout) as Demo;
  });
}
