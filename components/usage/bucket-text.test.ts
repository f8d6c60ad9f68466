import { describe, expect, it } from "vitest";
import { bucketStarts } from "@/lib/usage/range";
import { bucketText, offsetText, stretchText, tick } from "./bucket-text";

const berlin = (step: "hour" | "day" | "30 minutes") => ({ step, zone: "Europe/Berlin" }) as const;
const at = (text: string) => Date.parse(text);

describe("a bucket's label", () => {
  it("is in the zone it is asked for, whatever the machine's own", () => {
    expect(bucketText(at("2026-11-23T13:00:00Z"), berlin("30 minutes"))).toBe("23 Nov, 14:00 – 14:30");
    expect(bucketText(at("2026-11-23T23:00:00Z"), berlin("day"))).toBe("24 Nov 2026");
    expect(tick(at("2026-11-23T23:00:00Z"), berlin("hour"), false)).toBe("00:00");
    expect(tick(at("2026-11-23T23:00:00Z"), berlin("hour"), true)).toBe("24 Nov");
  });

  it("is told from every other one on the days on which clocks change", () => {
    for (const [from, to] of [
      ["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"],
      ["2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
    ] as const) {
      const range = { from: new Date(from), to: new Date(to), ...berlin("hour") };
      const starts = bucketStarts(range);
      expect(new Set(starts.map((start) => bucketText(start, range))).size).toBe(starts.length);
    }
    expect(bucketText(at("2026-10-25T00:00:00Z"), berlin("hour"))).toBe("25 Oct, 02:00 UTC+2 – 02:00 UTC+1");
    expect(bucketText(at("2026-10-25T01:00:00Z"), berlin("hour"))).toBe("25 Oct, 02:00 UTC+1 – 03:00 UTC+1");
  });

  it("says that a day has 23 or 25 hours", () => {
    expect(bucketText(at("2026-03-28T23:00:00Z"), berlin("day"))).toBe("29 Mar 2026 (23 hours)");
    expect(bucketText(at("2026-10-24T22:00:00Z"), berlin("day"))).toBe("25 Oct 2026 (25 hours)");
  });
});

it("names the second day of a stretch only where it is another", () => {
  const [from, to, later] = [at("2026-11-23T13:00:00Z"), at("2026-11-23T15:00:00Z"), at("2026-11-24T15:00:00Z")];
  expect(stretchText(from, to, "UTC")).toBe("23 Nov 2026, 13:00 – 15:00");
  expect(stretchText(from, later, "UTC")).toBe("23 Nov 2026, 13:00 – 24 Nov 2026, 15:00");
});

it("writes an offset as people do", () => {
  const summer = at("2026-07-01T00:00:00Z");
  expect(["UTC", "Asia/Kolkata", "America/New_York", "Asia/Tokyo"].map((zone) => offsetText(summer, zone))).toEqual([
    "UTC",
    "UTC+5:30",
    "UTC−4",
    "UTC+9",
  ]);
});
