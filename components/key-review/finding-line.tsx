"use client";

import { useKeyDialogs } from "@/components/keys/key-dialog-context";
import { useMay } from "@/components/shell/team-context";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Finding } from "@/lib/key-review/findings";
import type { KeyView } from "@/lib/keys/view";
import { ACT_WORDS, FINDING_WORDS } from "./finding-words";
import { useOneClick } from "./use-one-click";

type FindingLineProps = { item: KeyView; finding: Finding };

/** What was found, why it matters, and the one click that settles it. */
export function FindingLine({ item, finding }: FindingLineProps) {
  const { kind, reason, act } = finding;
  const { title, icon: Icon, risk } = FINDING_WORDS[kind];
  const dialogs = useKeyDialogs();
  const oneClick = useOneClick(item);
  const may = useMay();
  const allowed = may(act === "set-expiry" || act === "drop-scopes" ? "key:edit" : `key:${act}`, item);
  const run = () =>
    act === "set-expiry" || act === "drop-scopes" ? void oneClick.act(act) : dialogs.open({ kind: act, key: item });
  return (
    <li className="flex items-center gap-x-3 gap-y-1.5 py-1 max-cards:flex-wrap">
      <span className="w-28 shrink-0 max-cards:w-auto max-cards:grow">
        <Badge tone={risk ? "warning" : "neutral"} icon={<Icon aria-hidden className="size-3" />}>
          {title}
        </Badge>
      </span>
      <span className="min-w-0 grow text-sm [overflow-wrap:anywhere] max-cards:order-last max-cards:basis-full">
        {reason}
      </span>
      {allowed && (
        <Button
          size="sm"
          pending={oneClick.pending === act}
          aria-label={`${ACT_WORDS[act].one}: ${item.label}`}
          onClick={run}
        >
          {ACT_WORDS[act].one}
        </Button>
      )}
    </li>
  );
}
