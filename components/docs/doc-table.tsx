import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";

type DocTableProps = {
  label: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  /** The columns that are set as code. */
  code?: readonly number[];
};

/** A table to read; on a narrow screen each row is a card that its first cell is the heading of. */
export function DocTable({ label, heads, rows, code = [0] }: DocTableProps) {
  return (
    <div className="rounded border border-line">
      <Table caption={label} head={heads.map((head) => <HeaderCell key={head}>{head}</HeaderCell>)}>
        {rows.map((row) => (
          <Row key={row.join()} className="align-top max-cards:first:border-t-0">
            {row.map((cell, i) => (
              <Cell key={heads[i]} className={i === 0 ? "max-cards:font-medium" : "max-cards:text-muted"}>
                {code.includes(i) ? <code className="text-xs [overflow-wrap:anywhere]">{cell}</code> : cell}
              </Cell>
            ))}
          </Row>
        ))}
      </Table>
    </div>
  );
}
