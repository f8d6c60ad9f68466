import { type Buckets, bucketText } from "./bucket-text";
import { changeText } from "./change-text";
import type { ChartPoint } from "./chart-points";
import type { Series } from "./series";

type ChartTooltipProps = {
  point: ChartPoint | undefined;
  series: readonly Series[];
  buckets: Buckets;
  comparing: boolean;
  gap: string;
  format: (value: number | null) => string;
};

/** What happened in the bucket under the cursor; shown in every chart at once, since they share the cursor. */
export function ChartTooltip({ point, series, buckets, comparing, gap, format }: ChartTooltipProps) {
  if (point === undefined) return null;
  return (
    <div className="rounded border border-line bg-surface px-2.5 py-2 text-xs shadow-raised">
      <p className="mb-1 whitespace-nowrap font-medium">{bucketText(point.at, buckets)}</p>
      {point.requests === null && !comparing ? (
        <p className="text-muted">{gap}</p>
      ) : (
        <table>
          {comparing && (
            <thead>
              <tr className="text-muted">
                <td />
                <td className="pl-4 text-right">shown</td>
                <td className="pl-4 text-right">before</td>
                <td className="pl-4 text-right">change</td>
              </tr>
            </thead>
          )}
          <tbody>
            {series.map(({ id, label, color, value, before }) => {
              const [now, then] = [value(point), before?.(point) ?? null];
              return (
                <tr key={id} className="whitespace-nowrap">
                  <td className="max-w-52 truncate text-muted">
                    <span
                      aria-hidden
                      className="mr-2 inline-block size-2 rounded-[2px]"
                      style={{ background: color }}
                    />
                    <bdi>{label}</bdi>
                  </td>
                  <td className="tabular pl-4 text-right">{format(now)}</td>
                  {comparing && (
                    <>
                      <td className="tabular pl-4 text-right text-muted">{before ? format(then) : ""}</td>
                      <td className="tabular pl-4 text-right">{changeText(now, then) ?? ""}</td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}
