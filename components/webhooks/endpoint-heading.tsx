"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import type { EndpointView } from "@/lib/webhooks/view";
import { EndpointStatus } from "./endpoint-status";

export function EndpointHeading({ endpoint }: { endpoint: EndpointView }) {
  const { slug } = useTeam();
  const environment = useEnvironment();
  return (
    <div className="flex flex-col gap-1">
      <Link
        href={inEnvironment(`/${slug}/settings/webhooks`, environment)}
        className="inline-flex min-h-6 items-center gap-1 self-start text-muted text-sm hover:text-text"
      >
        <ChevronLeft aria-hidden className="size-3.5" />
        All webhooks
      </Link>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="tabular min-w-0 font-semibold text-base [overflow-wrap:anywhere]">{endpoint.shownUrl}</h2>
        <EndpointStatus endpoint={endpoint} />
      </div>
      {endpoint.description && (
        <p dir="auto" className="text-muted text-sm [overflow-wrap:anywhere]">
          {endpoint.description}
        </p>
      )}
    </div>
  );
}
