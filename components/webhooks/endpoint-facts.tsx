"use client";

import type { ReactNode } from "react";
import { EnvironmentBadge } from "@/components/keys/environment-badge";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { CHOOSABLE_EVENTS } from "@/lib/webhooks/event-types";
import type { EndpointView } from "@/lib/webhooks/view";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** What the endpoint is, line by line. */
export function EndpointFacts({ endpoint }: { endpoint: EndpointView }) {
  const { id, events, environment, createdAt, createdBy, secrets } = endpoint;
  const [current, ...ending] = secrets;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1.5 text-sm">
      <Fact name="Id">
        <span className="tabular inline-flex min-w-0 items-center gap-1">
          <span className="min-w-0 [overflow-wrap:anywhere]">{id}</span>
          <CopyButton text={id} label="Copy endpoint id" />
        </span>
      </Fact>
      <Fact name="Environment">{environment === null ? "Both" : <EnvironmentBadge environment={environment} />}</Fact>
      <Fact name="Events">
        {events.length === CHOOSABLE_EVENTS.length ? "All" : <span className="tabular">{events.join(", ")}</span>}
      </Fact>
      <Fact name="Signing secret">
        {current && (
          <>
            made <RelativeTime at={current.createdAt} />
          </>
        )}
        {ending.length > 0 && (
          <>
            ;{" "}
            {ending.length === 1
              ? "the one before signs, too, and ends"
              : `${ending.length} before it sign, too; the last ends`}{" "}
            <RelativeTime at={ending[0]?.endsAt ?? createdAt} />
          </>
        )}
      </Fact>
      <Fact name="Created">
        <RelativeTime at={createdAt} /> by <bdi>{createdBy}</bdi>
      </Fact>
    </dl>
  );
}
