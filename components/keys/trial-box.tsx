"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

type TrialBoxProps = {
  title: string;
  waiting: boolean;
  /** Is there something to show already? */
  known: boolean;
  error: string | null;
  /** A chart is coming. */
  tall?: boolean;
  children: ReactNode;
};

/** What a change would have done, beside the field it is about; the form can be saved whatever stands here. */
export function TrialBox({ title, waiting, known, error, tall = false, children }: TrialBoxProps) {
  return (
    <section aria-label={title} aria-busy={waiting} className="rounded border border-line bg-sunken px-3 py-2.5">
      <h3 className="font-medium text-xs">{title}</h3>
      <div aria-live="polite" className={clsx("mt-1.5", tall && "min-h-28")}>
        {error ? (
          <p className="text-muted text-xs">This cannot be told: {error}</p>
        ) : known ? (
          children
        ) : (
          waiting && (
            <div className="flex flex-col gap-2">
              <LoadingNote what="the last 7 days" />
              {tall && <Skeleton className="!bg-line h-14 w-full" />}
              <Skeleton className="!bg-line h-3.5 w-full" />
              <Skeleton className="!bg-line h-3.5 w-2/3" />
            </div>
          )
        )}
      </div>
    </section>
  );
}
