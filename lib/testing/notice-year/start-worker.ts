import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";

export type NoticeWorker = {
  /** Has it do everything due at that moment. @returns whether it was done: false, when it was killed on the way */
  work: (now: number) => Promise<boolean>;
  kill: () => void;
  stop: () => Promise<void>;
};

// Goes by the clock that it is told, and says when it is done.
const SCRIPT = `
  import { createInterface } from "node:readline";
  import { setClock } from "./lib/clock";
  import { planNotices } from "./lib/notifications/plan-notices";
  import { sendDueMails } from "./lib/notifications/send-due-mails";
  let now = 0;
  setClock(() => now);
  for await (const line of createInterface({ input: process.stdin })) {
    now = Number(line);
    await planNotices();
    await sendDueMails();
    process.stdout.write("done\\n");
  }
  process.exit();
`;

/** Bundles the worker once. @returns what starts one as a process of its own, and what removes the bundle */
export async function bundleWorker(): Promise<{ start: () => NoticeWorker; remove: () => void }> {
  const folder = join(process.cwd(), `.build/notice-year-${process.pid}`);
  const script = join(folder, "worker.mjs");
  await build({
    // Packages, too: it starts in half the time, and it is started often.
    ...{ bundle: true, platform: "node", format: "esm", external: ["pg-native"], logLevel: "error", outfile: script },
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    alias: { "@": process.cwd() },
    stdin: { contents: SCRIPT, resolveDir: process.cwd(), loader: "ts" },
  });
  return { start: () => startWorker(script), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function startWorker(script: string): NoticeWorker {
  const child: ChildProcess = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
  let settle: (isDone: boolean) => void = () => {};
  let isGone = false;
  if (child.stdout) {
    // Its log comes on the same stream.
    createInterface({ input: child.stdout }).on("line", (line) => line === "done" && settle(true));
  }
  child.stdin?.on("error", () => {});
  const gone = new Promise<void>((resolve) =>
    child.once("close", () => {
      isGone = true;
      settle(false);
      resolve();
    }),
  );
  return {
    work: (now) =>
      new Promise<boolean>((resolve) => {
        if (isGone) return resolve(false);
        settle = resolve;
        child.stdin?.write(`${now}\n`);
      }),
    kill: () => void child.kill("SIGKILL"),
    async stop() {
      child.stdin?.end();
      await gone;
    },
  };
}
