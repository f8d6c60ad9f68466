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
