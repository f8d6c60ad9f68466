import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { type Buckets, bucketText } from "./bucket-text";
import { changeText } from "./change-text";
import type { ChartPoint } from "./chart-points";
import type { Series } from "./series";

type PointTableProps = {
  title: string;
  series: readonly Series[];
  points: readonly ChartPoint[];
  buckets: Buckets;
  comparing: boolean;
  format: (value: number | null) => string;
};

/** A chart's numbers, newest first. */
export function PointTable({ title, series, points, buckets, comparing, format }: PointTableProps) {
  return (
    <Table
      caption={`${title} by time`}
      head={
        <>
          <HeaderCell className="sticky top-0 bg-surface">Time</HeaderCell>
          {series.map(({ id, label }) => (
            <HeaderCell key={id} numeric className="sticky top-0 max-w-40 truncate bg-surface">
              <bdi>{label}</bdi>
            </HeaderCell>
          ))}
        </>
      }
    >
      {points.toReversed().map((point) => (
        <Row key={point.at}>
          <Cell className="whitespace-nowrap max-cards:font-medium">{bucketText(point.at, buckets)}</Cell>
          {series.map(({ id, label, value, before }) => (
            <Cell key={id} numeric name={label}>
              {format(value(point))}
              {comparing && before && <Before now={value(point)} then={before(point)} format={format} />}
            </Cell>
          ))}
        </Row>
      ))}
    </Table>
  );
}

function Before({ now, then, format }: { now: number | null; then: number | null } & Pick<PointTableProps, "format">) {
  const change = changeText(now, then);
  return (
    <span className="block text-muted text-xs">
      before {format(then)}
      {change && `, ${change}`}
    </span>
  );
}
