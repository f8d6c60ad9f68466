"use client";

import { useEffect, useState } from "react";
import { useTeam } from "@/components/shell/team-context";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { KeyView } from "@/lib/keys/view";

/** What would break: the last use, and the requests of the last 24 hours. */
export function LastUseNote({ item }: { item: KeyView }) {
  const { slug } = useTeam();
  const [requests, setRequests] = useState<number | "unknown" | null>(null);

  useEffect(() => {
    const abort = new AbortController();
    fetch(`/${slug}/keys/${item.id}/blast-radius`, { signal: abort.signal })
      .then(async (response) =>
        setRequests(response.ok ? ((await response.json()) as { requests: number }).requests : "unknown"),
      )
      .catch(() => {
        if (!abort.signal.aborted) setRequests("unknown");
      });
    return () => abort.abort();
  }, [slug, item.id]);

  return (
    <dl className="grid grid-cols-2 gap-3 rounded border border-line bg-sunken px-3 py-2.5 text-sm">
      <div>
        <dt className="text-muted text-xs">Last use</dt>
        <dd className="font-medium">
          {item.lastUsed ? <RelativeTime at={item.lastUsed.at} /> : "Never"}
          {item.lastUsed?.ip && (
            <span className="tabular block font-normal text-muted text-xs [overflow-wrap:anywhere]">
              {item.lastUsed.ip}
              {item.lastUsed.country && ` · ${item.lastUsed.country}`}
            </span>
          )}
        </dd>
      </div>
      <div>
        <dt className="text-muted text-xs">Requests in the last 24 hours</dt>
        <dd className="tabular font-medium">
          {requests === null ? (
            <Skeleton className="mt-1 h-4 w-14" />
          ) : requests === "unknown" ? (
            "Could not be counted"
          ) : (
            requests.toLocaleString("en")
          )}
        </dd>
      </div>
    </dl>
  );
}
