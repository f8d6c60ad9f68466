import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isoInZone, localText, localTime, momentOf, offsetAt } from "./local-time";

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Chatham"];
const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }).map((ms) => ms - (ms % 60_000));

describe("a local time", () => {
  it("names its moment: an ISO text with the zone's offset reads back as the same instant", () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...ZONES), (ms, zone) => {
        expect(Date.parse(isoInZone(ms, zone))).toBe(ms);
      }),
    );
  });

  it("is turned back into a moment at which the clocks show it", () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...ZONES), (ms, zone) => {
        expect(localText(momentOf(localTime(ms, zone), zone), zone)).toBe(localText(ms, zone));
      }),
    );
  });

  it("means the first of two where the clocks are put back, and goes on counting where they are put forward", () => {
    const berlin = (month: number, day: number, hour: number) =>
      isoInZone(momentOf({ year: 2026, month, day, hour, minute: 30 }, "Europe/Berlin"), "Europe/Berlin");
    expect(berlin(10, 25, 2)).toBe("2026-10-25T02:30:00+02:00");
    expect(berlin(3, 29, 2)).toBe("2026-03-29T03:30:00+02:00");
  });

  it("has offsets that are no whole hours", () => {
    expect(offsetAt(Date.UTC(2026, 5, 1), "Asia/Kolkata")).toBe(330);
    expect(isoInZone(Date.UTC(2026, 0, 1), "America/St_Johns")).toBe("2025-12-31T20:30:00-03:30");
    expect(isoInZone(Date.UTC(2026, 0, 1), "UTC")).toBe("2026-01-01T00:00:00Z");
  });
});
