"use client";

import type { ReactNode } from "react";
import { useNow } from "@/components/ui/now";
import { RelativeTime } from "@/components/ui/relative-time";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";
import type { KeyView } from "@/lib/keys/view";
import type { BlastRadius } from "@/lib/usage/blast-radius";
import { AffectedCallers, AffectedRoutes } from "./affected-lists";
import { useKeyAnswer } from "./use-key-answer";

const DAY_MS = 86_400_000;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

/** What would break (product U8): last use, requests of the last 24 hours, who made them and what for. */
export function BlastRadiusNote({ item }: { item: KeyView }) {
  const now = useNow();
  const { waiting, data, error } = useKeyAnswer<BlastRadius>(item.id, "blast-radius");
  // Known before the answer: so the box has its height from the start, and nothing jumps when the answer comes.
  const isInUse = item.lastUsed !== null && now - Date.parse(item.lastUsed.at) < DAY_MS;
  const isSeen = data !== null && (data.callers.length > 0 || data.routes.length > 0 || data.otherRequests > 0);
  const sentence = error
    ? `What it would break cannot be told: ${error}`
    : data && !isSeen
      ? "Nobody has used this key in the last 24 hours."
      : null;
  return (
    <div className="rounded border border-line bg-sunken text-sm">
      <dl className="grid grid-cols-2 gap-3 px-3 py-2.5">
        <Fact name="Last use">
          {item.lastUsed ? <RelativeTime at={item.lastUsed.at} /> : "Never"}
          {item.lastUsed?.ip && (
            <span className="tabular block font-normal text-muted text-xs [overflow-wrap:anywhere]">
              {item.lastUsed.ip}
              {item.lastUsed.country && ` · ${item.lastUsed.country}`}
            </span>
          )}
        </Fact>
        <Fact name="Requests in the last 24 hours">
          <span className={data ? "tabular" : undefined}>
            {data ? (
              data.requests.toLocaleString("en")
            ) : waiting ? (
              <Skeleton className="!bg-line mt-1 h-4 w-14" />
            ) : (
              "Unknown"
            )}
          </span>
        </Fact>
      </dl>
      {isSeen && data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <section tabIndex={0} aria-label="What would be refused" className={boxClass}>
          <AffectedCallers radius={data} />
          <AffectedRoutes radius={data} />
        </section>
      ) : isInUse ? (
        <div className={boxClass}>
          {sentence ? <p className="text-muted text-xs cards:col-span-2">{sentence}</p> : <LoadingLists />}
        </div>
      ) : (
        <p className="min-h-9 border-line border-t px-3 py-2.5 text-muted text-xs">
          {sentence ?? <Skeleton className="!bg-line h-4 w-64 max-w-full" />}
        </p>
      )}
    </div>
  );
}

const boxClass =
  "grid h-52 content-start gap-x-6 gap-y-3 overflow-y-auto border-line border-t px-3 py-2.5 cards:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]";

const LINES = ["w-full", "w-11/12", "w-4/5", "w-2/3", "w-1/2"];

function LoadingLists() {
  return (
    <>
      <LoadingNote what="what would be refused" />
      {["callers", "routes"].map((list) => (
        <div key={list} className="flex flex-col gap-3">
          <Skeleton className="!bg-line h-3 w-16" />
          {LINES.map((width) => (
            <Skeleton key={width} className={`!bg-line h-4 ${width}`} />
          ))}
        </div>
      ))}
    </>
  );
}
