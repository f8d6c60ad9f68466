"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { useDialog } from "@/components/ui/use-dialog";
import { MAXIMUM_ENDPOINTS } from "@/lib/webhooks/schema";
import type { EndpointView } from "@/lib/webhooks/view";
import { CreateEndpointDialog } from "./create-endpoint-dialog";
import { EndpointTable } from "./endpoint-table";

const SAMPLE = `{
  "type": "key.rotated",
  "timestamp": "2027-01-31T10:00:00.000Z",
  "data": { "key": { "label": "Production - Payment Service", … }, "actor": { … } }
}`;

const docs = (
  <Link href="/docs/webhooks" className="text-accent underline underline-offset-2">
    How to receive and verify events
  </Link>
);

/** Where the team has events sent. */
export function EndpointsView({ endpoints }: { endpoints: readonly EndpointView[] }) {
  const may = useMay();
  const { shown, show, controls, handOver } = useDialog<"create">();
  const isFull = endpoints.length >= MAXIMUM_ENDPOINTS;
  const add = may("webhook:edit") && !isFull && (
    <Button
      size={endpoints.length > 0 ? "sm" : "md"}
      look="primary"
      icon={<Plus aria-hidden className="size-3.5" />}
      onClick={() => show("create")}
    >
      Add endpoint
    </Button>
  );
  return (
    <>
      {endpoints.length === 0 ? (
        <section aria-label="Webhooks" className="rounded-lg border border-line bg-surface">
          <EmptyState title="No webhooks yet" action={add} sample={<CodeBlock label="event" code={SAMPLE} />}>
            An endpoint of yours is told when a key is created, rotated or revoked, when one is about to expire, and
            when something unusual is seen. {!may("webhook:edit") && "An owner or admin can add one. "}
            {docs}.
          </EmptyState>
        </section>
      ) : (
        <Card flush title="Webhooks" aside={add}>
          <EndpointTable endpoints={endpoints} />
          <p className="border-line border-t px-4 py-2.5 text-muted text-xs">
            {isFull
              ? `A team has at most ${MAXIMUM_ENDPOINTS} endpoints. `
              : !may("webhook:edit") && "Owners and admins change endpoints. "}
            {docs}.
          </p>
        </Card>
      )}
      {shown === "create" && <CreateEndpointDialog {...controls} handOver={handOver} />}
    </>
  );
}
