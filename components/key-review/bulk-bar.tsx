"use client";

import { Button } from "@/components/ui/button";
import type { FindingKind } from "@/lib/key-review/findings";
import { BULK_ACTS, type BulkAct, MOST_ACTABLE } from "@/lib/key-review/schema";
import { ACT_WORDS, FINDING_WORDS, keysInWords } from "./finding-words";
import type { Selection } from "./use-selection";

type BulkBarProps = {
  selection: Selection;
  /** Every key of the filter that may be chosen. */
  actable: readonly string[];
  finding: FindingKind | null;
  onAct: (act: BulkAct) => void;
};

/** What is chosen, and what to do with it; stays in sight while the list scrolls. Until something is chosen it says how. */
export function BulkBar({ selection, actable, finding, onAct }: BulkBarProps) {
  const { chosen } = selection;
  const most = actable.length;
  const kind = finding === null ? "" : ` ${FINDING_WORDS[finding].title.toLowerCase()}`;
  return (
    <section
      aria-label="Act on chosen keys"
      className="sticky top-[calc(var(--banner-height)+48px)] z-20 flex min-h-12 flex-wrap items-center gap-2 rounded-t-lg border-line border-b bg-sunken px-4 py-2"
    >
      <p aria-live="polite" className="mr-auto min-w-0 text-sm">
        {chosen.size === 0 ? (
          <span className="text-muted">Choose keys to act on several at once.</span>
        ) : (
          <span className="font-medium">{keysInWords(chosen.size)} chosen</span>
        )}
      </p>
      {chosen.size < most && (
        <Button
          size="sm"
          look={chosen.size === 0 ? "secondary" : "ghost"}
          onClick={() => selection.select(actable, true)}
        >
          Choose {most < MOST_ACTABLE ? "all" : "the first"} {most.toLocaleString("en")}
          {kind}
        </Button>
      )}
      {chosen.size > 0 && (
        <>
          <Button size="sm" look="ghost" onClick={selection.clear}>
            Clear choice
          </Button>
          {BULK_ACTS.toReversed().map((act) => (
            <Button key={act} size="sm" look={act === "revoke" ? "danger" : "secondary"} onClick={() => onAct(act)}>
              {ACT_WORDS[act].many}
            </Button>
          ))}
        </>
      )}
    </section>
  );
}
