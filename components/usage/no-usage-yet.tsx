"use client";

import { envVariable } from "@/components/docs/env-variable";
import { verifyCurl } from "@/components/docs/samples";
import { useTeam } from "@/components/shell/team-context";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";

/** Charts without a single request: what fills them, and a line that does. */
export function NoUsageYet({ of }: { of: "key" | "team" }) {
  const { gatewayUrl, keyPrefix } = useTeam();
  const variable = envVariable(keyPrefix);
  return (
    <div className="rounded-lg border border-line bg-surface">
      <EmptyState
        title="No requests in this range"
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
    </div>
  );
}
