import { expect, it } from "vitest";
import { isZone } from "@/lib/usage/zone";
import { zoneOptions } from "./zone-options";

const at = Date.parse("2026-07-01T00:00:00Z");

it("offers one's own zone first, then UTC, then every other once, by the name it has today", () => {
  const zones = zoneOptions("Europe/Berlin", at).map(({ value }) => value);
  expect(zones.slice(0, 2)).toEqual(["Europe/Berlin", "UTC"]);
  expect(new Set(zones).size).toBe(zones.length);
  expect(zones.every(isZone)).toBe(true);
  for (const name of ["Asia/Kolkata", "Europe/Kyiv", "America/New_York"]) expect(zones).toContain(name);
  expect(zones).not.toContain("Asia/Calcutta");
});

it("tells each zone's offset at the moment that is looked at", () => {
  const offsets = new Map(zoneOptions("UTC", at).map(({ value, detail }) => [value, detail]));
  expect([offsets.get("Europe/Berlin"), offsets.get("Asia/Kolkata")]).toEqual(["UTC+2", "UTC+5:30"]);
});
