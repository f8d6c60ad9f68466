"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { Hint } from "./hint";
import { useNow } from "./now";

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });

/** "3 min. ago", "in 2 days"; under a minute "just now" or "in a moment". */
export function relativeText(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1_000);
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit).replace(".", "");
  }
  return seconds > 5 ? "in a moment" : "just now";
}

const local = () => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });
const utc = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

/** The instant written out, local and UTC; rendered only in the browser, on demand, so no time zone can mismatch. */
function ExactTime({ at, children }: { at: string; children?: ReactNode }) {
  const date = new Date(at);
  return (
    <dl className="tabular grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
      <dt className="opacity-70">Local</dt>
      <dd>{local().format(date)}</dd>
      <dt className="opacity-70">UTC</dt>
      <dd>{utc.format(date)}</dd>
      {children}
    </dl>
  );
}

type RelativeTimeProps = {
  /** ISO 8601 */
  at: string;
  className?: string;
  /** More rows (dt, dd) for the tooltip. */
  detail?: ReactNode;
};

/** A time that ticks; the exact instant on hover and focus. */
export function RelativeTime({ at, className, detail }: RelativeTimeProps) {
  const now = useNow();
  return (
    <Hint
      content={<ExactTime at={at}>{detail}</ExactTime>}
      className={clsx("inline-block min-h-6 rounded-sm text-left tabular-nums", className)}
    >
      <time dateTime={at}>{relativeText(Date.parse(at), now)}</time>
    </Hint>
  );
}
