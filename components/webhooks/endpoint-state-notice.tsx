"use client";

import { Notice } from "@/components/ui/notice";
import { TimeAgo } from "@/components/ui/relative-time";
import { DISABLED_WORDS } from "@/lib/webhooks/disabled-reason";
import type { EndpointView } from "@/lib/webhooks/view";

/** What is wrong with the endpoint, and what follows from it. */
export function EndpointStateNotice({ endpoint: { disabled, failingSince } }: { endpoint: EndpointView }) {
  if (disabled !== null) {
    return (
      <Notice tone={disabled.reason === "by_hand" ? "info" : "danger"}>
        Disabled <TimeAgo at={disabled.at} />: {DISABLED_WORDS[disabled.reason]}. Nothing is sent, and what happens
        meanwhile is not told later. Once it answers again, enable it.
      </Notice>
    );
  }
  if (failingSince === null) return null;
  return (
    <Notice tone="warning">
      Nothing was delivered since <TimeAgo at={failingSince} />. Each event is tried again for 24 hours; after five days
      without one delivery the endpoint is disabled. The log says what it answers.
    </Notice>
  );
}
