import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

/** A plain table of facts: scrolls sideways inside its own box, never the page. */
export function Table({ caption, className, children }: { caption: string; className?: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
    <section aria-label={caption} tabIndex={0} className={clsx("overflow-x-auto", className)}>
      <table className="w-full text-sm">
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

type CellProps = { numeric?: boolean };

export function HeaderCell({ numeric, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={clsx(
        "h-8 whitespace-nowrap border-line border-b px-4 font-medium text-muted text-xs",
        numeric ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

export function Cell({ numeric, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      {...rest}
      className={clsx("h-10 border-line border-b px-4 py-1.5", numeric && "tabular text-right", className)}
    />
  );
}
