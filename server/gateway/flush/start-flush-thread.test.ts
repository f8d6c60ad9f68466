import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { setClock } from "@/lib/clock";
import { isInfrastructureTrouble } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { counted, makeCaller, verification } from "@/lib/testing/usage";
import { flushFiles } from "@/lib/usage/spool/flush-files";
import { verificationLine } from "@/lib/usage/spool/spool-line";
import { type FlushThread, startFlushThread } from "./start-flush-thread";

// What runs in this thread goes through here; what runs in the other is a bundle of its own.
vi.mock("@/lib/usage/spool/flush-files", async (original) => {
  const real = await original<typeof import("@/lib/usage/spool/flush-files")>();
  return { flushFiles: vi.fn(real.flushFiles) };
});

const bundles = join(process.cwd(), `.build/flush-thread-${process.pid}`);
const script = join(bundles, "flush-thread.mjs");
let folder: string;
let threads: FlushThread[] = [];

beforeAll(() =>
  build({
    entryPoints: {
      "flush-thread": "server/gateway/flush/flush-thread.ts",
      starter: "server/gateway/flush/start-flush-thread.ts",
    },
    outdir: bundles,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    alias: { "@": process.cwd() },
  }),
);
afterAll(() => rmSync(bundles, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-flush-"));
  vi.mocked(flushFiles).mockClear();
});
afterEach(async () => {
  await Promise.all(threads.map((thread) => thread.close()));
  threads = [];
  rmSync(folder, { recursive: true });
});

const troubles: string[] = [];
function start(path: string): FlushThread {
  const thread = startFlushThread(pathToFileURL(path), (what) => troubles.push(what));
  threads.push(thread);
  return thread;
}
function segmentFile(count: number) {
  const caller = makeCaller();
  const file = { id: newId(), path: join(folder, `${newId()}.spool`) };
  writeFileSync(file.path, verificationLine(verification(caller, Date.now())).repeat(count));
  return { caller, file };
}
function scriptThat(does: string): string {
  const path = join(folder, "thread.mjs");
  writeFileSync(path, `import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { ${does} });`);
  return path;
}
const verifications = async (segment: ReturnType<typeof segmentFile>) =>
  (await counted(segment.caller.teamId)).verifications;

test("segments are counted in the other thread, each once, and a file that is gone is said to be", async () => {
  const thread = start(script);
  const segment = segmentFile(7);
  const gone = { id: newId(), path: join(folder, "gone.spool") };
  const results = await Promise.all([thread.flush([segment.file, gone]), thread.flush([segment.file])]);
  expect(results.flat().filter((result) => result?.counted)).toHaveLength(1);
  expect(results[0]?.[1]).toBeNull();
  expect(await verifications(segment)).toBe(7);
  expect(flushFiles).not.toHaveBeenCalled();
});

test("what went wrong in the other thread is known here for what it is", async () => {
  const { DATABASE_URL } = process.env;
  process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/nothing";
  const away = start(script);
  const error = await away.flush([segmentFile(1).file]).catch((thrown: unknown) => thrown);
  process.env.DATABASE_URL = DATABASE_URL;
  expect(error).toMatchObject({ code: "ECONNREFUSED" });
  expect(isInfrastructureTrouble(error)).toBe(true);
  const badId = await start(script)
    .flush([{ ...segmentFile(1).file, id: "no uuid" }])
    .catch((thrown: unknown) => thrown);
  expect(badId).toMatchObject({ code: "22P02" });
  expect(isInfrastructureTrouble(badId)).toBe(false);
  expect(flushFiles).not.toHaveBeenCalled();
});

test("a thread that dies loses nothing: this one takes over, and ten seconds later another is tried", async () => {
  let now = Date.now();
  const restore = setClock(() => now);
  const thread = start(scriptThat("throw new Error('broken')"));
  const [first, second, third] = [segmentFile(3), segmentFile(4), segmentFile(5)];
  await thread.flush([first.file]);
  expect(troubles.at(-1)).toContain("another takes its place");
  await thread.flush([second.file]);
  expect(flushFiles).toHaveBeenCalledTimes(2);
  expect([await verifications(first), await verifications(second)]).toEqual([3, 4]);
  now += 10_000;
  scriptThat("parentPort.postMessage({ number: 2, flushed: [] })");
  expect(await thread.flush([third.file])).toEqual([]);
  expect(flushFiles).toHaveBeenCalledTimes(2);
  restore();
});

test("where the bundle is missing or cannot start, the flush runs here", async () => {
  const broken = join(folder, "broken.mjs");
  writeFileSync(broken, "import '../nothing-there.mjs';");
  for (const [path, said] of [
    [join(folder, "missing.mjs"), "missing.mjs is missing"],
    [broken, "another takes its place"],
  ] as const) {
    const segment = segmentFile(2);
    await start(path).flush([segment.file]);
    expect(await verifications(segment)).toBe(2);
    expect(troubles.at(-1)).toContain(said);
  }
});

test("a thread that hangs is ended at once when the gateway stops, and the segment is left for the next", async () => {
  const thread = start(scriptThat("for (;;);"));
  const flushed = thread.flush([segmentFile(1).file]);
  const failed = expect(flushed).rejects.toThrow("broken off");
  await thread.close();
  await failed;
  await expect(thread.flush([])).rejects.toThrow("broken off");
  expect(flushFiles).not.toHaveBeenCalled();
});

test("an idle thread keeps no process alive, one that flushes does until it has", async () => {
  const segment = segmentFile(6);
  const program = `
    import { startFlushThread } from ${JSON.stringify(pathToFileURL(join(bundles, "starter.mjs")).href)};
    const thread = startFlushThread(new URL(${JSON.stringify(pathToFileURL(script).href)}), console.error);
    thread.flush([${JSON.stringify(segment.file)}]).then(() => console.log("flushed"));
  `;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, "close");
  expect([code, output]).toEqual([0, "flushed\n"]);
  expect(await verifications(segment)).toBe(6);
});
