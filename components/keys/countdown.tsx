"use client";

import { useSeconds } from "@/components/ui/now";

const two = (n: number): string => String(n).padStart(2, "0");

/** "2 d 04:10:09", ticking; after the end it says so, until the page has read the new state. */
export function Countdown({ to }: { to: string }) {
  const left = Math.max(0, Math.floor((Date.parse(to) - useSeconds(true)) / 1_000));
  if (left === 0) return <span>ended</span>;
  const days = Math.floor(left / 86_400);
  const clock = `${two(Math.floor((left % 86_400) / 3_600))}:${two(Math.floor((left % 3_600) / 60))}:${two(left % 60)}`;
  return (
    <time dateTime={to} className="tabular text-warning">
      {days > 0 && `${days} d `}
      {clock}
    </time>
  );
}
