import clsx from "clsx";
import { type ReactNode, useId } from "react";

type CardProps = { title?: ReactNode; aside?: ReactNode; className?: string; flush?: boolean; children: ReactNode };

/** A titled region on the surface. `flush`: the content brings its own padding, such as a table. */
export function Card({ title, aside, className, flush = false, children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={clsx("min-w-0 rounded-lg border border-line bg-surface", className)}
    >
      {title && (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 pt-2 pb-1">
          <h2 id={id} className="font-medium text-sm">
            {title}
          </h2>
          {aside}
        </header>
      )}
      <div className={flush ? undefined : clsx("px-4 pb-4", !title && "pt-4")}>{children}</div>
    </section>
  );
}
