import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { SegmentWriter } from "./segment-writer";

// The disk takes this many more bytes; a write beyond takes what fits and the next one fails, as on a full disk.
let room = Number.POSITIVE_INFINITY;
vi.mock("node:fs", async (original) => {
  const real = await original<typeof import("node:fs")>();
  const writeSync = (fd: number, bytes: Buffer, from: number): number => {
    if (room <= 0) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    const written = real.writeSync(fd, bytes, from, Math.min(room, bytes.length - from));
    room -= written;
    return written;
  };
  return { ...real, writeSync };
});

/** Whole lines of every segment, as a reader takes them. */
const linesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder)
    .flatMap((file) => fs.readFileSync(join(folder, file), "utf8").split("\n").slice(0, -1))
    .filter((line) => line.startsWith("V"));

test("however often the disk fills up in the middle of a write, every kept line is there once", () => {
  const groups = fc.array(fc.record({ lines: fc.nat(5), room: fc.option(fc.nat(120), { freq: 3 }) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(groups, (writes) => {
      const folder = fs.mkdtempSync(join(tmpdir(), "latchkey-writer-"));
      const writer = new SegmentWriter(folder);
      const sent: string[] = [];
      for (const write of writes) {
        room = write.room ?? Number.POSITIVE_INFINITY;
        const lines = Array.from({ length: write.lines }, (_, i) => `V${sent.length + i} äöü some text`);
        sent.push(...lines);
        writer.write(lines.map((line) => `${line}\n`).join(""), write.lines % 2 === 0 ? "B a batch\n" : "");
      }
      room = Number.POSITIVE_INFINITY;
      writer.write("", "");
      writer.end();
      expect(linesIn(folder).sort()).toEqual(sent.sort());
      expect(writer.lost).toBe(0);
      fs.rmSync(folder, { recursive: true });
    }),
    { numRuns: 200 },
  );
});

test("what no disk ever took is counted as lost once 4 MB of it wait, never silently", () => {
  const folder = fs.mkdtempSync(join(tmpdir(), "latchkey-writer-"));
  const writer = new SegmentWriter(folder);
  room = 0;
  const line = `V${"x".repeat(1_022)}\n`;
  for (let i = 0; i < 41; i++) expect(writer.write(line.repeat(100), "").error).not.toBeNull();
  room = Number.POSITIVE_INFINITY;
  writer.write("", "");
  expect(linesIn(folder)).toHaveLength(4_096);
  expect(writer.lost).toBe(4);
  fs.rmSync(folder, { recursive: true });
});

test("beyond the bound what comes is counted as lost, reports are refused first, and with room it goes on", () => {
  const folder = fs.mkdtempSync(join(tmpdir(), "latchkey-writer-"));
  let elsewhere = 0;
  const writer = new SegmentWriter(folder, 1_000, () => elsewhere);
  const line = `V${"x".repeat(98)}\n`;
  expect(writer.write(line.repeat(8), "").error).toBeNull();
  expect(writer.write(line, `B${"y".repeat(200)}\n`).error?.message).toMatch(/as much as it may.*USAGE_SPOOL_MAX_MIB/);
  expect([writer.bytes, writer.lost]).toEqual([900, 0]);
  expect(writer.write(line.repeat(3), "").error?.message).toContain("not counted so far: 3");
  expect([writer.bytes, writer.lost]).toEqual([900, 3]);
  expect(writer.write(line, "").error).toBeNull();
  writer.end();
  elsewhere = 950;
  expect(writer.write(line, "").error).not.toBeNull();
  elsewhere = 0;
  expect(writer.write(line, "").error).toBeNull();
  expect(linesIn(folder)).toHaveLength(11);
  expect(writer.lost).toBe(4);
  fs.rmSync(folder, { recursive: true });
});
