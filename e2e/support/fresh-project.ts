import { execFile, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../server/testing/free-port";

const run = promisify(execFile);
const root = process.cwd();

export type Running = { url: string; stop: () => Promise<void> };
export type FreshProject = Awaited<ReturnType<typeof makeFreshProject>>;

/**
 * A project outside the repository that has the SDK as `npm pack` makes it, installed without any registry, and links to the
 * frameworks that the repository has for its tests.
 */
export async function makeFreshProject(...linked: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "latchkey-project-"));
  const npm = (cwd: string, ...words: string[]) => run("npm", [...words, "--no-update-notifier"], { cwd });
  await npm(join(root, "sdk"), "pack", "--pack-destination", folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "none";
  writeFileSync(join(folder, "package.json"), '{ "name": "fresh", "private": true, "type": "module" }');
  await npm(folder, "install", `./${tarball}`, "--offline", "--no-audit", "--no-fund");
  const installed = readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."));
  for (const name of linked) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  }
  const write = (name: string, content: string): void => writeFileSync(join(folder, name), content);

  return {
    folder,
    installed,
    write,
    /** Runs a program in it to its end, whatever its exit code. */
    run: (command: string, words: string[], env: Record<string, string> = {}) =>
      // Playwright asks its children for colours.
      run(command, words, { cwd: folder, env: { ...process.env, FORCE_COLOR: "0", ...env } }).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
      ),
    /** Starts a server out of it, on a free port. */
    serve: async (file: string, env: Record<string, string>): Promise<Running> => {
      const port = await freePort();
      const child = spawn(process.execPath, [file], {
        cwd: folder,
        env: { ...process.env, ...env, PORT: String(port) },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let errors = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors += text;
      });
      const url = `http://127.0.0.1:${port}`;
      const isUp = (): Promise<boolean> =>
        fetch(url).then(
          () => true,
          () => false,
        );
      for (const deadline = Date.now() + 30_000; !(await isUp()); ) {
        if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${file} does not serve:\n${errors}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
      return {
        url,
        stop: () => {
          child.kill("SIGTERM");
          return ended;
        },
      };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The code block of the SDK's README that is named so: what a reader copies. */
export function readmeExample(name: string): string {
  const readme = readFileSync(join(root, "sdk/README.md"), "utf8");
  const code = new RegExp(`^\`\`\`js ${name}\\n([\\s\\S]*?)^\`\`\`$`, "m").exec(readme)?.[1];
  if (code === undefined) throw new Error(`sdk/README.md has no example named ${name}.`);
  return code;
}
