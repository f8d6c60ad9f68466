"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyView } from "@/lib/keys/view";
import { EnvironmentBadge } from "./environment-badge";
import { LastUsed } from "./last-used";

/** Under the key's name: what to compare with a secret at hand, and what to name the key by. */
export function KeyFacts({ item }: { item: KeyView }) {
  return (
    <div className="mt-1 flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <EnvironmentBadge environment={item.environment} />
        <span className="tabular text-text">{item.masked}</span>
        <span className="inline-flex min-w-0 items-center gap-1">
          <span className="tabular truncate">{item.id}</span>
          <CopyButton text={item.id} label="Copy key id" />
        </span>
      </div>
      <p className="text-xs">
        Created <RelativeTime at={item.createdAt} /> by {item.createdBy.name} ·{" "}
        {item.lastUsed ? (
          <>
            last used <LastUsed use={item.lastUsed} />
          </>
        ) : (
          "never used"
        )}
        {item.lastUsed?.ip && (
          <>
            {" "}
            from <span className="tabular">{item.lastUsed.ip}</span>
            {item.lastUsed.country && `, ${item.lastUsed.country}`}
          </>
        )}
      </p>
      {item.note && (
        <p dir="auto" className="max-w-[70ch] whitespace-pre-line text-sm text-text [overflow-wrap:anywhere]">
          {item.note}
        </p>
      )}
    </div>
  );
}
