import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
// @ts-expect-error plain JavaScript: it runs before anything is installed
import { findTestPrograms } from "./find-test-programs.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-programs-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const redis = (): string => join(folder, "redis-server");
function putRedis(exitCode: number): void {
  writeFileSync(redis(), `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(redis(), 0o755);
}

/** The unit tests' programs on a PATH of its own, installed by `install`. */
function find(install: () => void, more: Record<string, string> = {}) {
  const asked: string[][] = [];
  const instead = async (names: string[]): Promise<string> => {
    asked.push(names);
    install();
    return "apt-get said this";
  };
  return findTestPrograms(folder, { PATH: folder, ...more }, ["unit"], instead).then((result: object) => ({
    ...result,
    asked,
  }));
}

test("what is there is used, and nothing is installed", async () => {
  putRedis(0);
  const result = await find(() => {});
  expect(result).toEqual({ found: { REDIS_SERVER_PATH: redis() }, missing: [], why: "", asked: [] });
  expect(await find(() => {}, { PATH: "", REDIS_SERVER_PATH: redis() })).toEqual(result);
});

test("what is missing, or there and does not run, is installed once", async () => {
  expect(await find(() => putRedis(0))).toMatchObject({ found: { REDIS_SERVER_PATH: redis() }, missing: [] });
  putRedis(1);
  const result = await find(() => putRedis(0));
  expect(result).toMatchObject({ found: { REDIS_SERVER_PATH: redis() }, asked: [["redis-server"]] });
});

test("what cannot be installed is named, with what was tried", async () => {
  expect(await find(() => {})).toMatchObject({ found: {}, missing: ["redis-server"], why: "apt-get said this" });
});
