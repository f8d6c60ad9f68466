"use client";

import { useOneClick } from "@/components/key-review/use-one-click";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { type ScopeAdvice, unusedScopes } from "@/lib/key-review/scope-advice";
import type { KeyView } from "@/lib/keys/view";

const list = new Intl.ListFormat("en", { type: "conjunction" });

function Asked({ advice: { lastAt, unusedDays } }: { advice: ScopeAdvice }) {
  if (unusedDays !== null) return <span className="text-warning">Not asked for in {unusedDays} days</span>;
  if (lastAt === null) return <span className="text-muted">Not asked for yet</span>;
  return (
    <span className="text-muted">
      Asked for <RelativeTime at={new Date(lastAt).toISOString()} />
    </span>
  );
}

/** Each granted scope with when a verification last asked for it, and one click that drops those nobody asks for. */
export function ScopeUses({ item, advice }: { item: KeyView; advice: readonly ScopeAdvice[] }) {
  const may = useMay();
  const { act, pending } = useOneClick(item);
  const unused = unusedScopes(advice);
  const isNamed = advice.some(({ lastAt }) => lastAt !== null);
  return (
    <>
      <ul className="flex flex-col gap-1">
        {advice.map((of) => (
          <li key={of.scope} className="flex min-h-6 flex-wrap items-center justify-between gap-x-3">
            <span className="tabular rounded-sm border border-line px-1.5 text-xs leading-5 [overflow-wrap:anywhere]">
              {of.scope}
            </span>
            {isNamed && (
              <span className="text-xs">
                <Asked advice={of} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {!isNamed && item.lastUsed !== null && (
        <p className="mt-1 text-muted text-xs">
          Verifications of this key name no scopes, so nothing can be said of which it needs.
        </p>
      )}
      {unused.length > 0 && item.status !== "revoked" && may("key:edit", item) && (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-3 gap-y-1.5">
          <p className="text-muted text-xs">
            {list.format(unused)} can go: what the key asks for goes on working without{" "}
            {unused.length === 1 ? "it" : "them"}.
          </p>
          <Button size="sm" pending={pending === "drop-scopes"} onClick={() => void act("drop-scopes")}>
            Drop unused scopes
          </Button>
        </div>
      )}
    </>
  );
}
