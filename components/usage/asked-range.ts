import "server-only";
import { cookies } from "next/headers";
import type { SearchParams } from "nuqs/server";
import { clock } from "@/lib/clock";
import { comparedRanges } from "@/lib/usage/compared-ranges";
import { keptUsage } from "@/lib/usage/kept-usage";
import { parseRange, type RangeName, type UsageRange } from "@/lib/usage/range";
import { isZone, UTC } from "@/lib/usage/zone";
import { loadRange } from "./range-parsers";
import { ZONE_COOKIE } from "./zone-cookie";

/** `chosenZone`: what the viewer wants; `zone` is UTC instead where only days of UTC are kept. */
export type AskedRange = UsageRange & { name: RangeName | null; chosenZone: string };

export type Asked = {
  range: AskedRange /** When it is to be compared. */;
  previous: UsageRange | null;
  byKey: boolean;
};

/** The time zone that the URL names, else the browser's own. */
export async function viewerZone(named: string | null = null): Promise<string> {
  const own = (await cookies()).get(ZONE_COOKIE)?.value;
  return [named, own].find((zone) => typeof zone === "string" && isZone(zone)) ?? UTC;
}

/** What the URL asks to see, in the time zone that it names, else in the browser's own. */
export async function askedRange(params: SearchParams | URLSearchParams): Promise<Asked> {
  const { zone: named, compare, by, ...rest } = loadRange(params);
  const chosenZone = await viewerZone(named);
  const [now, kept] = [clock.ms(), keptUsage()];
  const range = { ...parseRange({ ...rest, zone: chosenZone }, now, kept), chosenZone };
  return { ...(compare ? comparedRanges(range, now, kept) : { range, previous: null }), byKey: by === "key" };
}
