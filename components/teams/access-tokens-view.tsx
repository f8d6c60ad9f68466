"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { useDialog } from "@/components/ui/use-dialog";
import type { AccessTokenView } from "@/lib/teams/list-access-tokens";
import { AccessTokenTable } from "./access-token-table";
import { CreateTokenDialog } from "./create-token-dialog";
import { RevokeTokenDialog } from "./revoke-token-dialog";
import { tokenCurl } from "./token-content";

type AccessTokensViewProps = {
  tokens: readonly AccessTokenView[];
  /** Only the person's own are listed. */
  ownOnly: boolean;
  /** Ended tokens are listed for so long. */
  endedDays: number;
  dashboardUrl: string;
};

/** Tokens of the team for the management API. */
export function AccessTokensView({ tokens, ownOnly, endedDays, dashboardUrl }: AccessTokensViewProps) {
  const router = useRouter();
  const may = useMay();
  const { shown, show, controls, handOver } = useDialog<"create" | AccessTokenView>();
  const onDone = () => {
    controls.close();
    router.refresh();
  };
  const create = may("access_token:create") && (
    <Button
      size={tokens.length > 0 ? "sm" : "md"}
      look="primary"
      icon={<Plus aria-hidden className="size-3.5" />}
      onClick={() => show("create")}
    >
      Create token
    </Button>
  );
  return (
    <>
      {tokens.length === 0 ? (
        <section aria-label="Access tokens" className="rounded-lg border border-line bg-surface">
          <EmptyState
            title="No access tokens yet"
            action={create}
            sample={<CodeBlock wrap label="curl command" code={tokenCurl(dashboardUrl, "$LATCHKEY_ACCESS_TOKEN")} />}
          >
            With an access token a script, a pipeline or Terraform makes and rotates keys of this team by the management
            API.
          </EmptyState>
        </section>
      ) : (
        <Card flush title={ownOnly ? "Your access tokens" : "Access tokens"} aside={create}>
          <AccessTokenTable tokens={tokens} onRevoke={show} />
          <p className="border-line border-t px-4 py-2.5 text-muted text-xs">
            {ownOnly && "Owners and admins see the tokens of everybody. "}
            Ended tokens stay listed for {endedDays} days; the audit trail keeps them.
          </p>
        </Card>
      )}
      <p className="text-muted text-sm">
        The{" "}
        <Link href="/docs/api" className="text-accent underline underline-offset-4">
          management API
        </Link>{" "}
        has every operation, and a form to try it.
      </p>
      {shown === "create" && (
        <CreateTokenDialog {...controls} dashboardUrl={dashboardUrl} handOver={handOver} onDone={onDone} />
      )}
      {shown !== null && shown !== "create" && <RevokeTokenDialog {...controls} token={shown} onDone={onDone} />}
    </>
  );
}
