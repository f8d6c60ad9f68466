"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { Hint } from "./hint";
import { useNow } from "./now";

const DAY = 86_400;
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always", style: "short" });

/** "3 min ago", "in 12 days", "in 3 mo"; days up to two months, since that is what people count an expiry in. */
function relativeText(at: number, now: number): string {
  const seconds = Math.round((at - now) / 1_000);
  const size = Math.abs(seconds);
  const say = (unit: Intl.RelativeTimeFormatUnit, amount: number) => relative.format(amount, unit).replace(".", "");
  if (size < 60) return seconds > 5 ? "in a moment" : "just now";
  if (size < 3_600) return say("minute", Math.trunc(seconds / 60));
  if (size < DAY) return say("hour", Math.trunc(seconds / 3_600));
  if (size < 60 * DAY) return say("day", Math.trunc(seconds / DAY));
  if (size < 700 * DAY) return say("month", Math.round(seconds / (30.44 * DAY)));
  return say("year", Math.round(seconds / (365.25 * DAY)));
}

const local = () => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });
const utc = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });

/** The instant written out, local and UTC; rendered only in the browser, on demand, so no time zone can mismatch. */
export function ExactTime({ at, children }: { at: string; children?: ReactNode }) {
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

/** A time that ticks, as plain text, for places that are a button already. */
export function TimeAgo({ at }: { at: string }) {
  return <time dateTime={at}>{relativeText(Date.parse(at), useNow())}</time>;
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
  return (
    <Hint
      content={<ExactTime at={at}>{detail}</ExactTime>}
      className={clsx("inline-block min-h-6 rounded-sm text-left tabular-nums", className)}
    >
      <TimeAgo at={at} />
    </Hint>
  );
}
