import type { ReactNode } from "react";

type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode; sample?: ReactNode };

/** Nothing here yet: what this is, the first step, and something to run. */
export function EmptyState({ title, children, action, sample }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-[640px] flex-col items-center gap-4 px-4 py-12 text-center">
      <div className="flex max-w-[460px] flex-col gap-1.5">
        <h2 className="font-semibold text-lg">{title}</h2>
        <div className="text-balance text-muted text-sm">{children}</div>
      </div>
      {action}
      {sample && <div className="w-full text-left">{sample}</div>}
    </div>
  );
}
