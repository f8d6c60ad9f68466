import { errorRate, refused, type UsageCounts } from "@/lib/usage/point";
import { duration, percent, whole } from "./usage-format";

/** The range in four numbers. */
export function StatTiles({ totals }: { totals: UsageCounts }) {
  const refusals = refused(totals);
  const tiles = [
    { title: "Requests", value: whole(totals.requests), hint: "verifications answered" },
    {
      title: "Refused",
      value: percent(totals.requests === 0 ? null : refusals / totals.requests),
      hint: `${whole(refusals)} of ${whole(totals.requests)}`,
    },
    {
      title: "Failed responses",
      value: percent(errorRate(totals.responses)),
      hint: `${whole(totals.responses["4xx"])} 4xx · ${whole(totals.responses["5xx"])} 5xx`,
    },
    {
      title: "Latency p95",
      value: duration(totals.latency?.p95 ?? null),
      hint: totals.latency
        ? `p50 ${duration(totals.latency.p50)} · p99 ${duration(totals.latency.p99)}`
        : "not reported yet",
    },
  ];
  return (
    <dl className="grid gap-3 min-[300px]:grid-cols-2 shell:grid-cols-4">
      {tiles.map(({ title, value, hint }) => (
        <div key={title} className="rounded-lg border border-line bg-surface px-4 py-3">
          <dt className="text-muted text-xs">{title}</dt>
          <dd className="tabular font-medium text-xl">{value}</dd>
          <dd className="text-2xs text-muted tabular-nums">{hint}</dd>
        </div>
      ))}
    </dl>
  );
}
