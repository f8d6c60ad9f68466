import type { ReactNode } from "react";
import { KeyDialogsProvider } from "@/components/keys/key-dialogs";
import { Shell } from "@/components/shell/shell";
import { TeamProvider } from "@/components/shell/team-context";
import { requireActor } from "@/lib/auth/require-actor";
import { env } from "@/lib/env";
import { showId } from "@/lib/ids";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { listTeams } from "@/lib/teams/list-teams";

type Props = { params: Promise<{ team: string }>; children: ReactNode };

export async function generateMetadata({ params }: Props) {
  const { team } = await requireActor((await params).team);
  return { title: { default: team.name, template: `%s · ${team.name}` } };
}

export default async function TeamLayout({ params, children }: Props) {
  const { actor, team, person } = await requireActor((await params).team);
  const [settings, teams] = await Promise.all([deploymentSettings(), listTeams(person.userId)]);
  const { keyPrefix, scopes, defaultRateLimit, maximumLifetimeDays } = settings;
  return (
    <TeamProvider
      team={{
        slug: team.slug,
        name: team.name,
        gatewayUrl: env().GATEWAY_URL,
        keyPrefix,
        scopes,
        defaultRateLimit,
        maximumLifetimeDays,
        me: { role: actor.role, userId: showId("user", actor.userId), name: person.name, email: person.email },
        teams: teams.map(({ name, slug }) => ({ name, slug })),
      }}
    >
      {/* Above every page: refreshing the table cannot unmount a secret that is on screen. */}
      <KeyDialogsProvider>
        <Shell>{children}</Shell>
      </KeyDialogsProvider>
    </TeamProvider>
  );
}
