"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTeamIfAny } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Trouble } from "@/lib/audit/chain/find-trouble";
import { troubleInWords } from "@/lib/audit/chain/trouble-words";
import type { ChainVerdict } from "@/lib/audit/chain/verify-chain";
import { readVerdict } from "./read-verdict";
import { useTrailPath } from "./use-trail-path";

const told = (n: number): string => n.toLocaleString("en");

function verdictInWords({ from, end }: ChainVerdict): string {
  if (end === null) return "No event to verify yet";
  if (from === 1) return `Chain verified up to event ${told(end.seq)}, from the first on`;
  return `Chain verified up to event ${told(end.seq)}, from event ${told(from)} on`;
}

/** What was verified of the chain when the page was read, and the rest of it on demand. */
export function ChainNote({ verdict: first }: { verdict: ChainVerdict }) {
  const path = useTrailPath();
  const [later, setLater] = useState<ChainVerdict | null>(null);
  const [verified, setVerified] = useState<number | null>(null);
  const [failed, setFailed] = useState(false);
  // The page may have been read again since, with events that the whole verification has not seen.
  const isNewer = later !== null && (later.trouble !== null || (later.end?.seq ?? 0) >= (first.end?.seq ?? 0));
  const verdict = first.trouble === null && isNewer ? later : first;

  const verify = async (): Promise<void> => {
    setFailed(false);
    setVerified(0);
    try {
      setLater(await readVerdict(`${path}/verify`, setVerified));
    } catch {
      setFailed(true);
    }
    setVerified(null);
  };

  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-2 text-sm">
      {verdict.trouble === null ? (
        <p role="status" aria-live={verified === null ? "polite" : "off"} className="flex items-center gap-2">
          <ShieldCheck aria-hidden className="size-4 shrink-0 text-success" />
          {verified === null || verified === 0 ? verdictInWords(verdict) : `Verified ${told(verified)} events`}
        </p>
      ) : (
        <Broken trouble={verdict.trouble} announce={later !== null} />
      )}
      {/* It stays when it is done: the focus is on it. */}
      {first.from > 1 && (
        <Button size="sm" pending={verified !== null} onClick={() => void verify()}>
          Verify whole chain
        </Button>
      )}
      {failed && <p className="text-danger text-xs">The verification did not end. Try again.</p>}
    </div>
  );
}

function Broken({ trouble, announce }: { trouble: Trouble; announce: boolean }) {
  const team = useTeamIfAny();
  return (
    <div className="min-w-0 basis-full">
      <Notice tone="danger" announce={announce}>
        <p className="font-medium">The chain is broken at event {told(trouble.seq)}</p>
        <p className="[overflow-wrap:anywhere]">{troubleInWords(trouble)}</p>
        <p>
          Somebody with access to the database changed it past this product. Compare it with an earlier export, and let
          the operator run{" "}
          <code className="font-mono text-xs">npm run admin -- audit verify{team && ` --team ${team.slug}`}</code>
        </p>
      </Notice>
    </div>
  );
}
