import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { generateKey } from "@/lib/keys/format";
import { runScan } from "./run-scan.js";
import { scanFile } from "./scan-file.js";

let folder: string;
let out = "";
let err = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-scan-"));
  [out, err] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const { plaintext } = generateKey("myapi", "live");
const masked = `myapi_live_****${plaintext.slice(-4)}`;

function put(path: string, content: string | Buffer): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}
const scan = (given: object = {}): number => runScan(folder, { prefixes: [], json: false, ...given });

test("a key is told by file and line, masked, and the exit code is 1", () => {
  const env = put("config/.env", `A=1\nB=2\nKEY=${plaintext}\n`);
  const nested = put("a/b/c.json", `{"key":"${plaintext}"}`);
  put("clean.txt", "myapi_live_000000000000_0000000000000000000000000000000000000000000000000");
  expect(scan()).toBe(1);
  expect(out).toBe(`${nested}:1  ${masked}\n${env}:3  ${masked}\n`);
  expect(err).toContain("2 found. 3 files");
  expect(out + err).not.toContain(plaintext.slice(11, -4));
});

test("nothing found is exit code 0; what was not read is told, and is 2", () => {
  put("clean.txt", "nothing here");
  expect(scan()).toBe(0);
  expect(err).toContain("No keys found. 1 files");
  expect(runScan(join(folder, "missing"), { prefixes: [], json: false })).toBe(2);
  expect(err).toContain("missing (ENOENT)");
});

test("git's and npm's folders and links are passed over", () => {
  for (const path of [".git/config", "node_modules/x/index.js", "deep/node_modules/y.js"]) put(path, plaintext);
  const outside = mkdtempSync(join(tmpdir(), "latchkey-scan-"));
  writeFileSync(join(outside, "key.txt"), plaintext);
  symlinkSync(outside, join(folder, "link"));
  symlinkSync(folder, join(folder, "circle"));
  expect(scan()).toBe(0);
  rmSync(outside, { recursive: true, force: true });
});

test("a small binary is searched, a large one is not, and UTF-16 is read as such", () => {
  put("small.bin", Buffer.concat([Buffer.alloc(1_000), Buffer.from(plaintext)]));
  put("large.bin", Buffer.concat([Buffer.alloc(17 * 1_024 * 1_024), Buffer.from(plaintext)]));
  put("powershell.txt", Buffer.from(`\ufeffa\r\n${plaintext}\r\n`, "utf16le"));
  expect(scan()).toBe(1);
  expect(out.split("\n").map((line) => line.slice(folder.length + 1))).toEqual([
    `powershell.txt:2  ${masked}`,
    `small.bin:1  ${masked}`,
    "",
  ]);
});

test("as JSON it is one object", () => {
  put("a.txt", `\n${plaintext}`);
  expect(scan({ json: true })).toBe(1);
  expect(JSON.parse(out)).toEqual({
    findings: [{ file: join(folder, "a.txt"), line: 2, masked, kind: "key" }],
    files: 1,
    bytes: plaintext.length + 1,
    unread: [],
  });
});

test("a prefix narrows the search", () => {
  put("a.txt", plaintext);
  expect(scan({ prefixes: ["other"] })).toBe(0);
  expect(scan({ prefixes: ["other", "myapi"] })).toBe(1);
});

test("wherever keys lie about the edges of what is read at once, each is found once, at its line", () => {
  const MIB = 1_024 * 1_024;
  const place = fc
    .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: -200, max: 100 }))
    .map(([n, by]) => n * MIB + by);
  fc.assert(
    fc.property(fc.uniqueArray(place, { minLength: 1, maxLength: 6 }), fc.nat(2), (places, tail) => {
      const content = Buffer.alloc(2 * MIB + 500 + tail, "abcd efg\n");
      const kept = places.sort((a, b) => a - b).filter((at, i, all) => i === 0 || at - (all[i - 1] ?? 0) > 100);
      const keys = kept.map((at) => {
        const made = generateKey("myapi", "test").plaintext;
        content.write(` ${made} `, at, "latin1");
        return made;
      });
      const expected = kept.map((at, i) => ({
        line: content.subarray(0, at).toString("latin1").split("\n").length,
        masked: `myapi_test_****${keys[i]?.slice(-4)}`,
        kind: "key",
      }));
      const file = put("large.txt", content);
      expect([...scanFile(file, content.length, [])]).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});
