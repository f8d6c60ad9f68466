import { span } from "@/lib/policies/policy-words";

/** "1,000 requests a minute"; without a limit, as a choice: "requests a minute". */
export function perWindow({ limit, windowSeconds }: { limit: number | null; windowSeconds: number }): string {
  const per = span(windowSeconds).replace(/^1 /, "");
  const window = /^\d/.test(per) ? `in ${per}` : per === "hour" ? "an hour" : `a ${per}`;
  if (limit === null) return `requests ${window}`;
  return `${Number.isNaN(limit) ? "–" : limit.toLocaleString("en")} ${limit === 1 ? "request" : "requests"} ${window}`;
}
