"use client";

import { Hint } from "@/components/ui/hint";

const SHOWN = 2;

/** The first scopes by name, the rest behind a number. */
export function ScopeList({ scopes }: { scopes: readonly string[] }) {
  const rest = scopes.slice(SHOWN);
  return (
    <span className="inline-flex items-center gap-1">
      {scopes.slice(0, SHOWN).map((scope) => (
        <span
          key={scope}
          className="tabular whitespace-nowrap rounded-sm border border-line px-1.5 text-muted text-xs leading-5"
        >
          {scope}
        </span>
      ))}
      {rest.length > 0 && (
        <Hint
          content={<span className="tabular">{rest.join(", ")}</span>}
          aria-label={`${rest.length} more: ${rest.join(", ")}`}
          className="tabular h-6 min-w-6 rounded-sm px-1 text-muted text-xs"
        >
          +{rest.length}
        </Hint>
      )}
    </span>
  );
}
