import { STEP_MS, type UsageStep } from "@/lib/usage/range";

const DAY_MS = 86_400_000;

export const whole = (n: number): string => n.toLocaleString("en");

const compactFormat = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
export const compact = (n: number): string => compactFormat.format(n);

/** A share of 0 to 1; a small one keeps the digits that tell it from nothing. */
export function percent(share: number | null): string {
  if (share === null) return "–";
  const value = share * 100;
  return `${value.toLocaleString("en", { maximumFractionDigits: value !== 0 && value < 1 ? 2 : 1 })}\u00a0%`;
}

/** Milliseconds as a person reads them; "–" when nothing was reported. */
export function duration(ms: number | null): string {
  if (ms === null) return "–";
  if (ms >= 10_000) return `${(ms / 1_000).toLocaleString("en", { maximumFractionDigits: 1 })}\u00a0s`;
  return `${ms.toLocaleString("en", { maximumFractionDigits: ms < 10 ? 1 : 0 })}\u00a0ms`;
}

/** A duration on an axis, which has room for seven characters: seconds from one second on. */
export const durationTick = (ms: number): string =>
  ms >= 1_000 ? `${(ms / 1_000).toLocaleString("en", { maximumFractionDigits: 2 })}\u00a0s` : duration(ms);

/** The label of an axis's tick, in the person's own time zone (days are days of UTC). */
export function tick(at: number, step: UsageStep, asDay: boolean): string {
  const options: Intl.DateTimeFormatOptions =
    step === "day"
      ? { day: "numeric", month: "short", timeZone: "UTC" }
      : asDay
        ? { day: "numeric", month: "short" }
        : { hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat("en-GB", options).format(at);
}

/** The bucket in words: "23 Nov, 14:00 – 14:30". */
export function bucketText(at: number, step: UsageStep): string {
  if (STEP_MS[step] >= DAY_MS) {
    return `${new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(at)} (UTC)`;
  }
  const start = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  const end = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
  return `${start.format(at)} – ${end.format(at + STEP_MS[step])}`;
}
