"use client";

import { type ReactNode, useState } from "react";
import { Card } from "@/components/ui/card";
import { Switch } from "@/components/ui/switch";
import type { Buckets } from "./bucket-text";
import { ChartLegend } from "./chart-legend";
import type { ChartPoint } from "./chart-points";
import { isDrawn } from "./is-drawn";
import { PointTable } from "./point-table";
import type { Series } from "./series";

type ChartCardProps = {
  title: string;
  /** What the chart shows, in one sentence, for whoever does not see it. */
  summary: string;
  series: readonly Series[];
  /** The sum of a stack: told beside its parts. */
  total?: Series | undefined;
  points: readonly ChartPoint[];
  buckets: Buckets;
  comparing: boolean;
  format: (value: number | null) => string;
  /** Said in place of the chart when there is nothing to draw. */
  nothing: ReactNode;
  children: ReactNode;
};

/** A chart with its legend, its summary and the same numbers as a table. */
export function ChartCard(props: ChartCardProps) {
  const { title, summary, series, total, points, buckets, comparing, format, nothing, children } = props;
  const [asTable, setAsTable] = useState(false);
  const all = total ? [...series, total] : series;
  return (
    <Card
      title={title}
      flush
      aside={<Switch label="Table" ariaLabel={`${title} as a table`} checked={asTable} onCheckedChange={setAsTable} />}
    >
      <p className="sr-only">{summary}</p>
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <section tabIndex={0} aria-label={`${title}, numbers`} className="h-61 overflow-auto border-line border-t">
          <PointTable
            title={title}
            series={all}
            points={points}
            buckets={buckets}
            comparing={comparing}
            format={format}
          />
        </section>
      ) : (
        <figure aria-label={`${title}. ${summary}`} className="m-0 px-2 pb-3">
          <ChartLegend series={series} comparing={comparing} />
          <div className="relative h-52 select-none">
            {children}
            {!isDrawn(points, all, comparing) && (
              <div className="pointer-events-none absolute inset-0 flex items-center justify-center px-14 text-center text-muted text-sm [&_a]:pointer-events-auto">
                {nothing}
              </div>
            )}
          </div>
        </figure>
      )}
    </Card>
  );
}
