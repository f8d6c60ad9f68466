"use client";

import { verifyCurl } from "@/components/docs/samples/curl-samples";
import { useTeam } from "@/components/shell/team-context";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import type { Environment } from "@/lib/keys/environment";
import { envVariable } from "../docs/env-variable";
import { CreateKeyButton } from "./create-key-button";

/** The first thing a new team sees. */
export function NoKeysYet({ environment }: { environment: Environment }) {
  const { gatewayUrl, keyPrefix } = useTeam();
  const variable = envVariable(keyPrefix);
  return (
    <section aria-label="Keys" className="rounded-lg border border-line bg-surface">
      <EmptyState
        title={environment === "live" ? "No live keys yet" : "No test keys yet"}
        action={<CreateKeyButton />}
        sample={
          <>
            <p className="mb-2 text-muted text-xs">
              With its secret in <code>{variable}</code>, this asks the gateway whether the key may pass:
            </p>
            <CodeBlock code={verifyCurl(gatewayUrl, `$${variable}`)} label="curl command" />
          </>
        }
      >
        A key is how one of your services proves who it is. Give each service its own, so that you can rotate or revoke
        one without touching the others.
      </EmptyState>
    </section>
  );
}
