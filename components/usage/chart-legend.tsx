import type { Series } from "./series";

function Mark({ label, color, dash }: Pick<Series, "label" | "color" | "dash">) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <svg aria-hidden width="12" height="8" viewBox="0 0 12 8" className="shrink-0">
        <title>{label}</title>
        <line
          x1="0"
          x2="12"
          y1="4"
          y2="4"
          stroke={color}
          strokeWidth={dash === undefined ? 6 : 2}
          strokeDasharray={dash}
        />
      </svg>
      <bdi className="max-w-48 truncate">{label}</bdi>
    </span>
  );
}

/** What each line and colour of a chart stands for. */
export function ChartLegend({ series, comparing }: { series: readonly Series[]; comparing: boolean }) {
  return (
    <figcaption className="flex min-h-6 flex-wrap gap-x-4 gap-y-1 px-2 text-muted text-xs">
      {series.map(({ id, label, color, dash }) => (
        <Mark key={id} label={label} color={color} dash={dash} />
      ))}
      {comparing && <Mark label="Period before" color="var(--text-muted)" dash="3 2" />}
    </figcaption>
  );
}
