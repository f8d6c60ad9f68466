"use client";

import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import { useNow } from "@/components/ui/now";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyView } from "@/lib/keys/view";

const SOON_MS = 30 * 86_400_000;

/** When the key's own life ends; a sign beside it when that is within 30 days and the key still works. */
export function Expires({ item }: { item: Pick<KeyView, "expiresAt" | "status"> }) {
  const now = useNow();
  if (item.expiresAt === null) return <span className="text-muted">Never</span>;
  const soon = item.status === "active" && Date.parse(item.expiresAt) - now < SOON_MS;
  return (
    <span className={clsx("inline-flex items-center gap-1.5", soon && "text-warning")}>
      {soon && <TriangleAlert aria-label="Expires soon:" className="size-3.5 shrink-0" />}
      <RelativeTime at={item.expiresAt} />
    </span>
  );
}
