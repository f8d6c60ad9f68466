import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../step";
import { pieceStart } from "../zone";
import { cover } from "./cover";
import { BUCKET_START, LEVELS } from "./levels";

const now = Date.parse("2026-11-23T12:34:00Z");
const minute = fc.integer({ min: 0, max: 100 * 1_440 }).map((minutes) => now - minutes * MINUTE);

test("stretches join without gap or overlap, from the beginning to the end, each in whole buckets of its level", () => {
  fc.assert(
    fc.property(minute, minute, fc.constantFrom(...LEVELS), (a, b, finest) => {
      const [from = 0, to = 0] = [a, b].sort().map(BUCKET_START[finest]);
      const stretches = cover(from, to, finest);
      let at = from;
      for (const stretch of stretches) {
        expect(stretch.from).toBe(at);
        expect(BUCKET_START[stretch.level](stretch.from)).toBe(stretch.from);
        expect(BUCKET_START[stretch.level](stretch.to)).toBe(stretch.to);
        at = stretch.to;
      }
      expect(at).toBe(Math.max(from, to));
      expect(stretches.length).toBeLessThanOrEqual(5);
    }),
  );
});

test("no level is read where a coarser one would do", () => {
  fc.assert(
    fc.property(minute, minute, (a, b) => {
      const [from = 0, to = 0] = [a, b].sort();
      for (const { level, from: first, to: last } of cover(from, to, "minutes")) {
        if (level === "minutes") expect(last - first).toBeLessThan(2 * HOUR);
        if (level === "hours") expect(last - first).toBeLessThan(2 * DAY);
        if (level === "hours") expect(pieceStart(first)).toBe(first);
      }
    }),
  );
});
