"use client";

import { useTeam } from "@/components/shell/team-context";
import { useNow } from "@/components/ui/now";
import { RelativeTime } from "@/components/ui/relative-time";
import { dateText } from "@/components/usage/bucket-text";
import type { KeyView } from "@/lib/keys/view";
import { askedInWords, rotationState } from "./rotation-words";

/** By when the key is to be rotated, who asks for it, and what follows. */
export function RotationRule({ item }: { item: KeyView }) {
  const { policy } = useTeam();
  const state = rotationState(item, useNow());
  if (state === null || item.rotateBy === null) return <span className="text-muted">Not asked for</span>;
  return (
    <>
      {state === "due" ? "Rotate by" : "Overdue since"} {dateText(Date.parse(item.rotateBy), "UTC")} (
      <RelativeTime at={item.rotateBy} />)
      <span className="block text-muted text-xs">
        {askedInWords(policy)}
        {item.rotationEnforced
          ? state === "ended"
            ? ". Ended until it is rotated."
            : ". From then on the key is refused until it is rotated."
          : ". The key goes on working."}
      </span>
    </>
  );
}
