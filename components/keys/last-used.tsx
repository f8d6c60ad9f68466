"use client";

import { RelativeTime } from "@/components/ui/relative-time";
import type { LastUse } from "@/lib/keys/view";

/** Relative; the tooltip has the instant, the address and the country. */
export function LastUsed({ use }: { use: LastUse | null }) {
  if (use === null) return <span className="text-muted">Never</span>;
  return (
    <RelativeTime
      at={use.at}
      detail={
        <>
          <dt className="opacity-70">Address</dt>
          <dd className="[overflow-wrap:anywhere]">{use.ip ?? "not told"}</dd>
          <dt className="opacity-70">Country</dt>
          <dd>{use.country ?? "unknown"}</dd>
        </>
      }
    />
  );
}
