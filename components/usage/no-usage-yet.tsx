"use client";

import { envVariable } from "@/components/docs/env-variable";
import { verifyCurl } from "@/components/docs/samples/curl-samples";
import { useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { useNow } from "@/components/ui/now";
import { TimeAgo } from "@/components/ui/relative-time";
import { useRange } from "./use-range";
import { widerRange } from "./wider-range";

type NoUsageYetProps = {
  of: "key" | "team";
  /** Whether nobody ever asked about it. */
  isNew: boolean;
  /** Of a key; ISO 8601. */
  lastUsedAt: string | null;
};

/** In place of charts: what fills them and a line that does, or the way to a range in which something happened. */
export function NoUsageYet({ of, isNew, lastUsedAt }: NoUsageYetProps) {
  return (
    <div className="rounded-lg border border-line bg-surface">
      {isNew ? <NeverUsed of={of} /> : <NothingInRange lastUsedAt={lastUsedAt} />}
    </div>
  );
}

function NeverUsed({ of }: Pick<NoUsageYetProps, "of">) {
  const { gatewayUrl, keyPrefix } = useTeam();
  const variable = envVariable(keyPrefix);
  return (
    <EmptyState
      title={of === "key" ? "This key has not been used yet" : "No key has been used yet"}
      sample={
        <>
          <p className="mb-2 text-muted text-xs">
            With a secret in <code>{variable}</code>, this is one request:
          </p>
          <CodeBlock code={verifyCurl(gatewayUrl, `$${variable}`)} label="curl command" />
        </>
      }
    >
      {of === "key"
        ? "Every time the gateway is asked about this key, it is counted here, refusals included."
        : "Every time the gateway is asked about one of your keys, it is counted here, refusals included."}
    </EmptyState>
  );
}

function NothingInRange({ lastUsedAt }: Pick<NoUsageYetProps, "lastUsedAt">) {
  const [{ range, from, to }, setRange] = useRange();
  const now = useNow();
  const wider = widerRange({ range, from, to }, lastUsedAt, now);
  return (
    <EmptyState
      title="No requests in this range"
      action={
        wider && (
          <Button onClick={() => void setRange({ range: wider.name, from: null, to: null })}>
            Show the {wider.words}
          </Button>
        )
      }
    >
      {lastUsedAt ? (
        <>
          The key was last used <TimeAgo at={lastUsedAt} />.
        </>
      ) : (
        "There was usage before or after it."
      )}
    </EmptyState>
  );
}
