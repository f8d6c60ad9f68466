"use client";

import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { ShareBar } from "./share-bar";
import { percent, whole } from "./usage-format";
import { useShowAll } from "./use-show-all";

export type ShortRow = { id: string; name: ReactNode; count: number; color?: string };

type ShortListProps = {
  title: string;
  /** Beside the title. */
  aside?: ReactNode;
  /** What a row is, in the head; and several of them, in words. */
  column: string;
  many: string;
  /** What is counted. */
  counted: string;
  rows: readonly ShortRow[];
  /** What the shares are of. */
  total: number;
  /** Said in place of the rows. */
  nothing: ReactNode;
};

/** A dimension with one number: each value, how often, and its share. */
export function ShortList({ title, aside, column, many, counted, rows, total, nothing }: ShortListProps) {
  const { shown, button } = useShowAll(rows, many);
  return (
    <Card title={title} aside={aside} flush className="flex flex-col">
      {rows.length === 0 ? (
        <div className="px-4 pt-2 pb-5 text-muted text-sm">{nothing}</div>
      ) : (
        <>
          <Table
            caption={title}
            head={
              <>
                <HeaderCell>{column}</HeaderCell>
                <HeaderCell numeric>{counted}</HeaderCell>
                <HeaderCell numeric>Share</HeaderCell>
              </>
            }
          >
            {shown.map(({ id, name, count, color }) => (
              <Row key={id} className="max-cards:flex-row max-cards:items-center max-cards:gap-4">
                <Cell className="w-full [overflow-wrap:anywhere] max-cards:[&>span]:grow">
                  {name}
                  <ShareBar share={total === 0 ? 0 : count / total} color={color} />
                </Cell>
                <Cell numeric>{whole(count)}</Cell>
                <Cell numeric className="whitespace-nowrap max-cards:min-w-12 max-cards:justify-end">
                  {percent(total === 0 ? null : count / total)}
                </Cell>
              </Row>
            ))}
          </Table>
          {button}
        </>
      )}
    </Card>
  );
}
