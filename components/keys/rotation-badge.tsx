"use client";

import { RefreshCwOff } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { useNow } from "@/components/ui/now";
import type { KeyView } from "@/lib/keys/view";
import { rotationState } from "./rotation-words";

/** On keys whose rotation is overdue, ended by it or not. */
export function RotationBadge({ item }: { item: KeyView }) {
  const state = rotationState(item, useNow());
  if (state !== "overdue" && state !== "ended") return null;
  return (
    <Badge tone="warning" icon={<RefreshCwOff aria-hidden className="size-3" />}>
      Rotation overdue
    </Badge>
  );
}
