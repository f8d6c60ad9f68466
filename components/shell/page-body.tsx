import type { ReactNode } from "react";

type PageBodyProps = { title: ReactNode; intro?: ReactNode; action?: ReactNode; children: ReactNode };

/** A page's heading, its main act, and what it shows. */
export function PageBody({ title, intro, action, children }: PageBodyProps) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex max-w-[1280px] flex-col gap-5 px-4 pt-6 pb-16 outline-hidden cards:px-6"
    >
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl [overflow-wrap:anywhere]">{title}</h1>
          {intro && <div className="text-muted text-sm">{intro}</div>}
        </div>
        {action}
      </header>
      {children}
    </main>
  );
}
