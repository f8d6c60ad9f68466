"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { useMay, useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import { TimeAgo } from "@/components/ui/relative-time";
import { useSubmit } from "@/components/ui/use-submit";
import { redeliverAction } from "@/lib/actions/webhooks";
import type { DeliveryDetail } from "@/lib/webhooks/view";
import { AttemptItem } from "./attempt-item";
import { useSoonRefresh } from "./use-soon-refresh";

const FAILURES = {
  attempts: "Every attempt of 24 hours failed, so it was given up.",
  gone: "The endpoint answered 410 Gone, so it was not tried again.",
  disabled: "It waited for more than a day while the endpoint was disabled, so it was given up.",
};

/** For reading; what was sent is one line. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

type DeliveryPanelProps = { endpointId: string; isDisabled: boolean; delivery: DeliveryDetail };

/** An event as it was sent, and every attempt with what was answered. */
export function DeliveryPanel({ endpointId, isDisabled, delivery }: DeliveryPanelProps) {
  const { slug } = useTeam();
  const may = useMay();
  const router = useRouter();
  const refreshSoon = useSoonRefresh();
  const isPending = delivery.status === "pending";
  const { form, message, pending, onSubmit } = useSubmit(async () => {
    const queued = await redeliverAction({ team: slug, endpointId, deliveryId: delivery.id });
    if (queued.ok) {
      toast(isPending ? "Tried again now" : "Queued once more, under the same id");
      router.refresh();
      refreshSoon();
    }
    return queued;
  });
  return (
    <div className="flex flex-col gap-4 border-line border-t bg-sunken px-4 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-xs">
        <span className="inline-flex min-w-0 items-center gap-1">
          <span className="text-muted">webhook-id</span>
          <span className="tabular truncate">{delivery.messageId}</span>
          <CopyButton text={delivery.messageId} label="Copy webhook id" />
        </span>
        {may("webhook:edit") && !isDisabled && (
          <form ref={form} onSubmit={onSubmit}>
            <Button type="submit" size="sm" pending={pending}>
              {isPending ? "Try now" : "Redeliver"}
            </Button>
          </form>
        )}
      </div>
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
      {delivery.failure && <p className="text-sm">{FAILURES[delivery.failure]}</p>}
      {isPending && (
        <p className="text-sm">
          {delivery.nextAttemptAt === null ? (
            "It waits until the endpoint is enabled, for a day."
          ) : (
            <>
              {delivery.attempts === 0 ? "First" : "Next"} attempt: <TimeAgo at={delivery.nextAttemptAt} />.
            </>
          )}
        </p>
      )}
      <section aria-label="Payload" className="flex min-w-0 flex-col gap-1.5">
        <h3 className="flex items-center justify-between gap-2 font-medium text-sm">
          Payload
          <CopyButton text={delivery.body} label="Copy payload as it was sent">
            Copy as sent
          </CopyButton>
        </h3>
        <CodeBlock label="payload" code={pretty(delivery.body)} />
      </section>
      <section aria-label="Attempts" className="flex min-w-0 flex-col gap-2">
        <h3 className="font-medium text-sm">Attempts</h3>
        {delivery.log.length === 0 ? (
          <p className="text-muted text-sm">None yet.</p>
        ) : (
          <ol className="flex flex-col">
            {delivery.log.map((attempt) => (
              <AttemptItem key={attempt.number} attempt={attempt} />
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}
