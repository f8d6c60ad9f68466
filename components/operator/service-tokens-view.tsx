"use client";

import { Plus } from "lucide-react";
import { useReveal } from "@/components/keys/reveal-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { EmptyState } from "@/components/ui/empty-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { useDialog } from "@/components/ui/use-dialog";
import type { ServiceTokenView } from "@/lib/operator/list-service-tokens";
import { CreateServiceTokenDialog } from "./create-service-token-dialog";
import { RevokeServiceTokenDialog } from "./revoke-service-token-dialog";
import { serviceTokenContent } from "./service-token-content";
import { useSaved } from "./use-saved";

type Showing = { kind: "create" } | { kind: "revoke"; token: ServiceTokenView };
type ServiceTokensViewProps = { tokens: readonly ServiceTokenView[]; gatewayUrl: string };

const sample = (gatewayUrl: string): string =>
  `curl ${gatewayUrl}/v1/verify \\\n  -H "Authorization: Bearer $LATCHKEY_SERVICE_TOKEN" \\\n  -H "Content-Type: application/json" \\\n  -d '{"key":"…"}'`;

/** How the provider's own services prove to the gateway who they are. */
export function ServiceTokensView({ tokens, gatewayUrl }: ServiceTokensViewProps) {
  const { shown, controls, show, handOver } = useDialog<Showing>();
  const reveal = useReveal();
  const onSaved = useSaved();
  const create = (
    <Button
      look={tokens.length === 0 ? "primary" : "secondary"}
      size={tokens.length === 0 ? "md" : "sm"}
      icon={<Plus aria-hidden className="size-3.5" />}
      onClick={() => show({ kind: "create" })}
    >
      Create service token
    </Button>
  );
  return (
    <>
      {tokens.length === 0 ? (
        <Card>
          <EmptyState
            title="No service tokens yet"
            action={create}
            sample={<CodeBlock code={sample(gatewayUrl)} label="verify command" />}
          >
            Your services and proxies ask the gateway whether a key may pass. A service token says that they are yours.
          </EmptyState>
        </Card>
      ) : (
        <Card flush title="Service tokens" aside={create}>
          <p className="max-w-[72ch] px-4 pb-3 text-muted text-sm">
            Your own services and proxies show one to the gateway with each question. One for each of them, so that one
            can be replaced without the others.
          </p>
          <Table
            caption="Service tokens"
            head={
              <>
                <HeaderCell>Name</HeaderCell>
                <HeaderCell>Token</HeaderCell>
                <HeaderCell>Created</HeaderCell>
                <HeaderCell>Status</HeaderCell>
                <HeaderCell>
                  <span className="sr-only">Actions</span>
                </HeaderCell>
              </>
            }
          >
            {tokens.map((token) => (
              <Row key={token.id} className="max-cards:relative">
                <Cell className="font-medium [overflow-wrap:anywhere] max-cards:pr-20">
                  <bdi>{token.name}</bdi>
                </Cell>
                <Cell name="Token" className="tabular text-muted">
                  {token.masked}
                </Cell>
                <Cell name="Created" className="text-muted">
                  <RelativeTime at={token.createdAt} />
                </Cell>
                <Cell name="Status">
                  {token.revokedAt ? (
                    <span className="inline-flex items-center gap-2">
                      <Badge tone="danger">Revoked</Badge>
                      <RelativeTime at={token.revokedAt} className="text-muted text-xs" />
                    </span>
                  ) : (
                    <Badge tone="success">Active</Badge>
                  )}
                </Cell>
                <Cell className="w-0 max-cards:absolute max-cards:top-2.5 max-cards:right-3 max-cards:w-auto">
                  {!token.revokedAt && (
                    <Button
                      look="ghost"
                      size="sm"
                      aria-label={`Revoke ${token.name}`}
                      onClick={() => show({ kind: "revoke", token })}
                    >
                      Revoke
                    </Button>
                  )}
                </Cell>
              </Row>
            ))}
          </Table>
        </Card>
      )}
      {shown?.kind === "create" && (
        <CreateServiceTokenDialog
          {...controls}
          onMade={(made) => {
            reveal({ content: serviceTokenContent(made, gatewayUrl), finalFocus: handOver() });
            onSaved("Service token created");
          }}
        />
      )}
      {shown?.kind === "revoke" && (
        <RevokeServiceTokenDialog
          {...controls}
          token={shown.token}
          onDone={() => {
            controls.close();
            onSaved(`${shown.token.name} is revoked`);
          }}
        />
      )}
    </>
  );
}
