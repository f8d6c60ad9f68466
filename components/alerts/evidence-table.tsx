"use client";

import { ChevronRight } from "lucide-react";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { bucketText } from "@/components/usage/bucket-text";
import type { EvidenceChart } from "@/lib/alerts/evidence-chart";
import { UTC } from "@/lib/usage/zone";
import { evidenceValue, MEASURE_LABELS, usualText } from "./evidence-format";
import { useZone } from "./use-zone";

/** The same numbers as the chart's, for who cannot or does not want to read bars; newest first. */
export function EvidenceTable({ chart: { measures, step, points }, about }: { chart: EvidenceChart; about: string }) {
  const own = useZone();
  const zone = step === "day" ? UTC : own;
  const hasUsual = points.some(({ usual }) => usual !== null);
  const name = MEASURE_LABELS[measures];
  return (
    <details className="group text-xs">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded-sm text-muted hover:text-text [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        Show numbers
        <span className="sr-only"> of {about}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={`Numbers of ${about}`} className="mt-2 max-h-56 overflow-y-auto">
        <Table
          caption={`${name} by time`}
          head={
            <>
              <HeaderCell>Time</HeaderCell>
              <HeaderCell numeric>{name}</HeaderCell>
              {hasUsual && <HeaderCell numeric>Usual</HeaderCell>}
            </>
          }
        >
          {points.toReversed().map(({ at, value, usual, isSeen }) => (
            <Row key={at} className={isSeen ? "font-medium" : undefined}>
              <Cell className="whitespace-nowrap">{bucketText(Date.parse(at), { step, zone })}</Cell>
              <Cell numeric name={name}>
                {evidenceValue(measures, value)}
              </Cell>
              {hasUsual && (
                <Cell numeric name="Usual">
                  {usualText(measures, usual)}
                </Cell>
              )}
            </Row>
          ))}
        </Table>
      </section>
    </details>
  );
}
