const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** "1 hour", "7 days": whole units only, the largest that fits. */
export function span(seconds: number): string {
  for (const [size, name] of UNITS) {
    if (seconds >= size && seconds % size === 0) {
      const n = seconds / size;
      return `${n} ${name}${n === 1 ? "" : "s"}`;
    }
  }
  return `${seconds} seconds`;
}

/** "1,000 requests a minute"; without a limit, as a choice: "requests a minute". */
export function perWindow({ limit, windowSeconds }: { limit: number | null; windowSeconds: number }): string {
  const per = span(windowSeconds).replace(/^1 /, "");
  const window = /^\d/.test(per) ? `in ${per}` : per === "hour" ? "an hour" : `a ${per}`;
  if (limit === null) return `requests ${window}`;
  return `${Number.isNaN(limit) ? "–" : limit.toLocaleString("en")} ${limit === 1 ? "request" : "requests"} ${window}`;
}
