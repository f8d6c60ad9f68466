import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { asCell, asColumnHeader, asRow, asRowGroup, asTable } from "./table-roles";

type TableProps = { caption: string; className?: string; head: ReactNode; children: ReactNode };

/** A plain table of facts; under 700 px each row is a card whose lines carry their column's name. */
export function Table({ caption, className, head, children }: TableProps) {
  return (
    <table {...asTable} className={clsx("w-full border-separate border-spacing-0 text-sm max-cards:block", className)}>
      <caption className="sr-only">{caption}</caption>
      <thead {...asRowGroup} className="max-cards:sr-only">
        <tr {...asRow}>{head}</tr>
      </thead>
      <tbody {...asRowGroup} className="max-cards:block">
        {children}
      </tbody>
    </table>
  );
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      {...asRow}
      {...rest}
      className={clsx(
        "last:[&>td]:border-0 max-cards:flex max-cards:flex-col max-cards:gap-1 max-cards:border-line max-cards:border-t max-cards:px-4 max-cards:py-3",
        className,
      )}
    />
  );
}

type CellProps = { numeric?: boolean };

export function HeaderCell({ numeric, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      {...asColumnHeader}
      {...rest}
      className={clsx(
        "h-8 whitespace-nowrap border-line border-b px-4 font-medium text-muted text-xs",
        numeric ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

/** `name`: the column's name, shown before the value on a card; without it the cell is the card's heading. */
export function Cell({
  numeric,
  name,
  className,
  children,
  ...rest
}: ComponentProps<"td"> & CellProps & { name?: string }) {
  return (
    <td
      {...asCell}
      {...rest}
      className={clsx(
        "h-10 border-line border-b px-4 py-1.5 max-cards:flex max-cards:h-auto max-cards:min-h-6 max-cards:items-center max-cards:justify-between max-cards:gap-4 max-cards:border-0 max-cards:p-0",
        numeric && "tabular cards:text-right",
        className,
      )}
    >
      {name && (
        <span aria-hidden className="font-sans text-muted text-xs cards:hidden">
          {name}
        </span>
      )}
      <span className={clsx("min-w-0", name && "max-cards:text-right")}>{children}</span>
    </td>
  );
}
