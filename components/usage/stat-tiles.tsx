import { errorRate, refused, type UsageCounts } from "@/lib/usage/point";
import { changeText } from "./change-text";
import { refusedRate } from "./charts-in-words";
import { duration, percent, whole } from "./usage-format";

type Tile = { title: string; figure: (of: UsageCounts) => number | null; format: (n: number | null) => string };

const TILES: readonly (Tile & { hint: (totals: UsageCounts) => string })[] = [
  {
    title: "Requests",
    figure: ({ requests }) => requests,
    format: (n) => whole(n ?? 0),
    hint: () => "verifications answered",
  },
  {
    title: "Refused",
    figure: refusedRate,
    format: percent,
    hint: (totals) => `${whole(refused(totals))} of ${whole(totals.requests)}`,
  },
  {
    title: "Failed responses",
    figure: ({ responses }) => errorRate(responses),
    format: percent,
    hint: ({ responses }) => `${whole(responses["4xx"])} 4xx · ${whole(responses["5xx"])} 5xx`,
  },
  {
    title: "Latency p95",
    figure: ({ latency }) => latency?.p95 ?? null,
    format: duration,
    hint: ({ latency }) =>
      latency ? `p50 ${duration(latency.p50)} · p99 ${duration(latency.p99)}` : "not reported in this range",
  },
];

/** The range in four numbers, beside the period before where that is asked for. */
export function StatTiles({ totals, before }: { totals: UsageCounts; before: UsageCounts | null }) {
  return (
    <dl className="grid gap-3 min-[300px]:grid-cols-2 shell:grid-cols-4">
      {TILES.map(({ title, figure, format, hint }) => (
        <div key={title} className="rounded-lg border border-line bg-surface px-4 py-3">
          <dt className="text-muted text-xs">{title}</dt>
          <dd className="tabular font-medium text-xl">{format(figure(totals))}</dd>
          <dd className="text-2xs text-muted tabular-nums">{hint(totals)}</dd>
          {before && (
            <dd className="mt-1 text-2xs tabular-nums">
              <Change now={figure(totals)} before={figure(before)} format={format} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function Change({ now, before, format }: { now: number | null; before: number | null } & Pick<Tile, "format">) {
  const change = changeText(now, before);
  if (change === null || before === 0) return <span className="text-muted">none in the period before</span>;
  return (
    <>
      <span className="font-medium">{change}</span>
      <span className="text-muted"> from {format(before)}</span>
    </>
  );
}
