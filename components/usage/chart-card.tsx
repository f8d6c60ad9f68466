"use client";

import { type ReactNode, useState } from "react";
import { Card } from "@/components/ui/card";
import { Switch } from "@/components/ui/switch";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { UsageStep } from "@/lib/usage/range";
import type { ChartPoint } from "./chart-points";
import { bucketText } from "./usage-format";

export type Series = {
  id: Exclude<keyof ChartPoint, "at">;
  label: string;
  color: string;
  /** Lines that are told apart without colour too. */
  dash?: string;
};

type ChartCardProps = {
  title: string;
  /** What the chart shows, in one sentence, for whoever does not see it. */
  summary: string;
  series: readonly Series[];
  points: readonly ChartPoint[];
  step: UsageStep;
  format: (value: number | null) => string;
  /** Said in place of the chart when there is nothing to draw. */
  nothing: string;
  children: ReactNode;
};

/** A chart with its legend, its summary and the same numbers as a table. */
export function ChartCard({ title, summary, series, points, step, format, nothing, children }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const empty = !points.some((point) => series.some(({ id }) => (point[id] ?? 0) > 0));
  return (
    <Card
      title={title}
      flush
      aside={<Switch label="Table" ariaLabel={`${title} as a table`} checked={asTable} onCheckedChange={setAsTable} />}
    >
      <p className="sr-only">{summary}</p>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <section tabIndex={0} aria-label={`${title}, numbers`} className="h-61 overflow-y-auto border-line border-t">
          <PointTable title={title} series={series} points={points} step={step} format={format} />
        </section>
      ) : (
        <figure aria-label={`${title}. ${summary}`} className="m-0 px-2 pb-3">
          <figcaption className="flex min-h-6 flex-wrap gap-x-4 gap-y-1 px-2 text-muted text-xs">
            {series.map(({ id, label, color, dash }) => (
              <span key={id} className="inline-flex items-center gap-1.5">
                <svg aria-hidden width="12" height="8" viewBox="0 0 12 8">
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
                {label}
              </span>
            ))}
          </figcaption>
          <div className="relative h-52 select-none">
            {children}
            {empty && (
              <p className="pointer-events-none absolute inset-0 flex items-center justify-center text-muted text-sm">
                {nothing}
              </p>
            )}
          </div>
        </figure>
      )}
    </Card>
  );
}

function PointTable({
  title,
  series,
  points,
  step,
  format,
}: Pick<ChartCardProps, "title" | "series" | "points" | "step" | "format">) {
  return (
    <Table
      caption={`${title} by time`}
      head={
        <>
          <HeaderCell className="sticky top-0 bg-surface">Time</HeaderCell>
          {series.map(({ id, label }) => (
            <HeaderCell key={id} numeric className="sticky top-0 bg-surface">
              {label}
            </HeaderCell>
          ))}
        </>
      }
    >
      {points.toReversed().map((point) => (
        <Row key={point.at}>
          <Cell className="whitespace-nowrap max-cards:font-medium">{bucketText(point.at, step)}</Cell>
          {series.map(({ id, label }) => (
            <Cell key={id} numeric name={label}>
              {format(point[id])}
            </Cell>
          ))}
        </Row>
      ))}
    </Table>
  );
}
