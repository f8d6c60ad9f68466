import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { newId } from "@/lib/ids";
import { type Caller, counted, makeCaller, report, verification } from "@/lib/testing/usage";
import { type FlushFiles, flushFiles } from "./flush-files";
import { openSpool, type Spool, type SpoolOptions } from "./spool";

const at = Date.parse("2026-11-23T12:34:56.789Z");
const NEVER = 2 ** 30;
let folder: string;
let opened: Spool[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-spool-"));
});
afterEach(async () => {
  await Promise.all(opened.map((spool) => spool.close()));
  opened = [];
  rmSync(folder, { recursive: true, force: true });
});

function open(options: Partial<SpoolOptions> = {}): Spool {
  const spool = openSpool({ folder, flushEveryMs: NEVER, onTrouble: () => {}, ...options });
  opened.push(spool);
  return spool;
}
const record = (spool: Spool, caller: Caller, when = at) =>
  new Promise<void>((resolve) => spool.recordVerification(verification(caller, when), resolve));
const filesOnDisk = () => readdirSync(folder).flatMap((owner) => readdirSync(join(folder, owner)));
const refused: FlushFiles = async () => {
  throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
};

test("a record is on disk before its answer, and everything of a tick is in one segment", async () => {
  const spool = open();
  const caller = makeCaller();
  const contents: string[] = [];
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => {
      const read = () => contents.push(readFileSync(join(folder, ownFolder(), filesOnDisk()[0] ?? ""), "utf8"));
      return new Promise<void>((resolve) =>
        spool.recordVerification(verification(caller, at + i), () => {
          read();
          resolve();
        }),
      );
    }),
  );
  expect(new Set(contents.map((content) => content.split("\n").length - 1))).toEqual(new Set([20]));
  expect(spool.bytes()).toBe(contents[0]?.length);
});

function ownFolder(): string {
  return readdirSync(folder)[0] ?? "";
}

test("flushed records are in the database, and off the disk", async () => {
  const spool = open();
  const caller = makeCaller();
  await Promise.all([record(spool, caller), record(spool, caller), record(spool, caller)]);
  const batch = { batchId: newId(), events: [report(caller, at), report(caller, at)] };
  for (let sent = 0; sent < 2; sent++) {
    expect(await new Promise((resolve) => spool.recordReports(batch, resolve))).toBeUndefined();
  }
  await spool.flush();
  expect(await counted(caller.teamId)).toEqual({ verifications: 3, responses: 2 });
  expect(filesOnDisk()).toEqual([]);
  expect(spool.bytes()).toBe(0);
});

test("two flushes never run at once, and what is recorded meanwhile comes with the next", async () => {
  let running = 0;
  let most = 0;
  let segments = 0;
  const spool = open({
    flush: async (files) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      segments += files.length;
      return files.map(() => ({ counted: true, unreadable: 0 }));
    },
  });
  const caller = makeCaller();
  await record(spool, caller);
  const first = spool.flush();
  await record(spool, caller);
  await Promise.all([first, spool.flush(), spool.flush()]);
  expect([most, segments]).toEqual([1, 2]);
});

test("while the database is away segments stay, and count once it is back", async () => {
  let away = true;
  const spool = open({ flush: (files) => (away ? refused(files) : flushFiles(files)) });
  const caller = makeCaller();
  for (let i = 0; i < 3; i++) {
    await record(spool, caller);
    await spool.flush();
  }
  expect(filesOnDisk()).toHaveLength(3);
  away = false;
  await spool.flush();
  expect(filesOnDisk()).toEqual([]);
  expect(await counted(caller.teamId)).toEqual({ verifications: 3, responses: 0 });
});

test("retries back off, twice as long each time and never over 30 s", async () => {
  let now = at;
  const restore = setClock(() => now);
  const tries: number[] = [];
  const spool = open({
    flushEveryMs: 1,
    flush: (files) => {
      tries.push(now);
      return refused(files);
    },
  });
  await record(spool, makeCaller());
  while (tries.length < 8) {
    now += 500;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  restore();
  const waits = tries.slice(1).map((time, i) => time - (tries[i] ?? 0));
  for (const [i, least] of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000].entries()) {
    expect(waits[i]).toBeGreaterThanOrEqual(least);
  }
});

test("one segment that cannot be counted does not hold up the others, and is kept", async () => {
  let bad = "";
  let away = true;
  const flushed: string[] = [];
  const spool = open({
    flush: async (files) => {
      const ids = files.map(({ id }) => id);
      if (away) return refused(files);
      if (bad === "") bad = ids[1] ?? "";
      if (ids.includes(bad)) throw new Error("numeric field overflow");
      flushed.push(...ids);
      return files.map(() => ({ counted: true, unreadable: 0 }));
    },
  });
  for (let i = 0; i < 4; i++) {
    await record(spool, makeCaller());
    await spool.flush();
  }
  away = false;
  await spool.flush();
  expect(flushed).toHaveLength(3);
  await record(spool, makeCaller());
  await spool.flush();
  expect(flushed).toHaveLength(4);
  expect(filesOnDisk()).toEqual([`${bad}.spool`]);
});

test("close flushes what it can and leaves the rest for the next to open the spool", async () => {
  const caller = makeCaller();
  const spool = openSpool({ folder, flushEveryMs: NEVER, flush: refused, onTrouble: () => {} });
  await record(spool, caller);
  await spool.close();
  expect(filesOnDisk()).toHaveLength(1);
  await open().flush();
  expect(filesOnDisk()).toEqual([]);
  expect(await counted(caller.teamId)).toEqual({ verifications: 1, responses: 0 });
});

test("a segment counted but not yet deleted when the process died is not counted again", async () => {
  const caller = makeCaller();
  const died: FlushFiles = async (files) => {
    await flushFiles(files);
    throw new Error("died between commit and unlink");
  };
  const spool = openSpool({ folder, flushEveryMs: NEVER, flush: died, onTrouble: () => {} });
  await record(spool, caller);
  await spool.close();
  await open().flush();
  expect(filesOnDisk()).toEqual([]);
  expect(await counted(caller.teamId)).toEqual({ verifications: 1, responses: 0 });
});

test("folders of dead processes are taken over; one of a live process, or one just touched by another host, is not", async () => {
  const host = readdirName();
  const dead = `${host}-999999-5-aa`;
  const earlierRunWithMyPid = `${host}-${process.pid}-5-aa`;
  const laterProcessWithThePid = `${host}-${process.ppid}-1-aa`;
  const live = `${host}-${process.ppid}-0-aa`;
  const elsewhere = "anotherhost-1-5-aa";
  for (const name of [dead, earlierRunWithMyPid, laterProcessWithThePid, live, elsewhere, "lost+found"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, `${newId()}.spool`), "");
  }
  const spool = open();
  await spool.flush();
  const left = readdirSync(folder).filter((name) => readdirSync(join(folder, name)).length > 0);
  expect(left.sort()).toEqual([live, elsewhere, "lost+found"].sort());
});

function readdirName(): string {
  open();
  return ownFolder().split("-")[0] ?? "";
}

test("two processes that open the spool at once share out what a third left, each segment counted once", async () => {
  const caller = makeCaller();
  const left = openSpool({ folder, flushEveryMs: NEVER, flush: refused, onTrouble: () => {} });
  for (let i = 0; i < 5; i++) {
    await record(left, caller);
    await left.flush();
  }
  await left.close();
  const [a, b] = [open(), open()];
  await Promise.all([a.flush(), b.flush()]);
  expect(await counted(caller.teamId)).toEqual({ verifications: 5, responses: 0 });
});

test("a disk that takes no writes holds no answer back, and what waits in memory is written when it does", async () => {
  const troubles: string[] = [];
  const spool = open({ onTrouble: (message) => troubles.push(message) });
  const caller = makeCaller();
  const own = join(folder, ownFolder());
  rmSync(own, { recursive: true });
  writeFileSync(own, "a file where the folder should be");
  await record(spool, caller);
  const batch = { batchId: newId(), events: [report(caller, at)] };
  expect(await new Promise((resolve) => spool.recordReports(batch, resolve))).toBeInstanceOf(Error);
  expect(troubles[0]).toContain("could not be written");
  rmSync(own);
  await record(spool, caller);
  await spool.flush();
  expect(spool.lost()).toBe(0);
  expect(await counted(caller.teamId)).toEqual({ verifications: 2, responses: 0 });
});
