"use client";

import { Hint } from "@/components/ui/hint";
import { useSeconds } from "@/components/ui/now";
import { ExactTime } from "@/components/ui/relative-time";
import { durationWords } from "@/lib/rotation/duration-words";

/** "in 23 h 10 min", ticking; the exact moment on hover and focus. */
export function GraceCountdown({ to }: { to: string }) {
  const left = Date.parse(to) - useSeconds(true);
  return (
    <Hint content={<ExactTime at={to} />} className="inline-block min-h-6 rounded-sm text-left tabular-nums">
      <time dateTime={to}>{left <= 0 ? "ended" : `in ${durationWords(Math.max(1_000, left))}`}</time>
    </Hint>
  );
}
