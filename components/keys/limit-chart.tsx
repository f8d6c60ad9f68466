"use client";

import { whole } from "@/components/usage/usage-format";

const HEIGHT = 56;
/** A limit further above the calls than this would leave them no height to be seen in. */
const MOST_ABOVE = 3;

type LimitChartProps = { peaks: readonly { at: string; calls: number }[]; limit: number; caption: string };

const day = () => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });

/** Bars of the busiest window of each hour, against the limit as a line. */
export function LimitChart({ peaks, limit, caption }: LimitChartProps) {
  const most = Math.max(1, ...peaks.map(({ calls }) => calls));
  const isInSight = limit <= most * MOST_ABOVE;
  const top = Math.max(most, isInSight ? limit : 0) * 1.08;
  const y = (calls: number): number => HEIGHT - (calls / top) * HEIGHT;
  const over = peaks.filter(({ calls }) => calls > limit).length;
  const first = peaks[0]?.at;
  return (
    <figure className="m-0">
      <svg
        role="img"
        aria-label={`${caption}: at most ${whole(most)}; above the limit of ${whole(limit)} in ${whole(over)} of ${whole(peaks.length)} hours.`}
        viewBox={`0 0 ${peaks.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-14 w-full"
      >
        {peaks.map(({ at, calls }, i) => (
          <rect
            key={at}
            x={i + 0.1}
            width={0.8}
            y={y(calls)}
            height={HEIGHT - y(calls)}
            fill={calls > limit ? "var(--chart-5)" : "var(--chart-1)"}
          />
        ))}
        {isInSight && (
          <line
            x1={0}
            x2={peaks.length}
            y1={y(limit)}
            y2={y(limit)}
            stroke="var(--text)"
            strokeWidth={1}
            strokeDasharray="4 3"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <figcaption className="mt-1 flex justify-between gap-3 text-2xs text-muted">
        <span className="whitespace-nowrap">{first && day().format(new Date(first))}</span>
        <span className="text-center">
          {caption}; {isInSight ? "dashed: the limit" : `the limit lies far above ${whole(most)}`}
        </span>
        <span>now</span>
      </figcaption>
    </figure>
  );
}
