import type { Metadata } from "next";
import { AccessTokensView } from "@/components/teams/access-tokens-view";
import { EmptyState } from "@/components/ui/empty-state";
import { can } from "@/lib/auth/permissions";
import { requireActor } from "@/lib/auth/require-actor";
import { env } from "@/lib/env";
import { ENDED_DAYS, listAccessTokens } from "@/lib/teams/list-access-tokens";

export const metadata: Metadata = { title: "Access tokens" };

type Props = { params: Promise<{ team: string }> };

export default async function AccessTokensPage({ params }: Props) {
  const { actor } = await requireActor((await params).team);
  if (!can(actor, "access_token:read", { createdById: actor.userId })) {
    return (
      <section aria-label="Access tokens" className="rounded-lg border border-line bg-surface">
        <EmptyState title="Access tokens are not for viewers">
          A script acts with at most the role of who made its token. Ask an owner for the role of a developer, or for a
          token.
        </EmptyState>
      </section>
    );
  }
  return (
    <AccessTokensView
      tokens={await listAccessTokens(actor)}
      ownOnly={!can(actor, "access_token:read")}
      endedDays={ENDED_DAYS}
      dashboardUrl={new URL(env().NEXTAUTH_URL).origin}
    />
  );
}
