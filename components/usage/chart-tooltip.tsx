import type { UsageStep } from "@/lib/usage/range";
import type { Series } from "./chart-card";
import type { ChartPoint } from "./chart-points";
import { bucketText } from "./usage-format";

type ChartTooltipProps = {
  point: ChartPoint | undefined;
  series: readonly Series[];
  step: UsageStep;
  format: (value: number | null) => string;
};

/** What happened in the bucket under the cursor; shown in every chart at once, since they share the cursor. */
export function ChartTooltip({ point, series, step, format }: ChartTooltipProps) {
  if (point === undefined) return null;
  return (
    <div className="rounded border border-line bg-surface px-2.5 py-2 text-xs shadow-raised">
      <p className="mb-1 whitespace-nowrap font-medium">{bucketText(point.at, step)}</p>
      {series.map(({ id, label, color }) => (
        <p key={id} className="flex items-center gap-2 whitespace-nowrap">
          <span aria-hidden className="size-2 rounded-[2px]" style={{ background: color }} />
          <span className="text-muted">{label}</span>
          <span className="tabular ml-auto pl-4">{format(point[id])}</span>
        </p>
      ))}
    </div>
  );
}
