import type { ReactNode } from "react";
import { KeyDialogsProvider } from "@/components/keys/key-dialogs";
import { NoticesProvider } from "@/components/notices/notices-context";
import { Shell } from "@/components/shell/shell";
import { TeamProvider } from "@/components/shell/team-context";
import { countOpenAlerts } from "@/lib/alerts/count-open-alerts";
import { requireActor } from "@/lib/auth/require-actor";
import { env } from "@/lib/env";
import { showId } from "@/lib/ids";
import { countUnreadNotices } from "@/lib/notifications/count-unread-notices";
import { listNewestNotices } from "@/lib/notifications/list-newest-notices";
import { listPressingNotices } from "@/lib/notifications/list-pressing-notices";
import { deploymentSettings } from "@/lib/operator/deployment-settings";
import { readPolicy } from "@/lib/policies/read-policy";
import { listTeams } from "@/lib/teams/list-teams";
import { readTeamLimit } from "@/lib/teams/read-team-limit";

type Props = { params: Promise<{ team: string }>; children: ReactNode };

/** What Next's `notFound()` throws. */
const isNotFound = (error: unknown): boolean =>
  error instanceof Error && "digest" in error && String(error.digest).endsWith(";404");

export async function generateMetadata({ params }: Props) {
  try {
    const { team } = await requireActor((await params).team);
    return { title: { default: team.name, template: `%s · ${team.name}` } };
  } catch (error) {
    // The title of a page in a team that is not the person's; without this it would have that page's own, or none.
    if (!isNotFound(error)) throw error;
    return { title: { default: "Not found", template: "Not found" } };
  }
}

export default async function TeamLayout({ params, children }: Props) {
  const { actor, team, person } = await requireActor((await params).team);
  const [settings, { inForce }, teamLimit, teams, openAlerts, unread, newest, pressing] = await Promise.all([
    deploymentSettings(),
    readPolicy(actor),
    readTeamLimit(actor),
    listTeams(person.userId),
    countOpenAlerts(actor),
    countUnreadNotices(actor),
    listNewestNotices(actor),
    listPressingNotices(actor),
  ]);
  const { keyPrefix, scopes, defaultRateLimit, storageMode, leakResponse } = settings;
  return (
    <TeamProvider
      team={{
        slug: team.slug,
        name: team.name,
        gatewayUrl: env().GATEWAY_URL,
        keyPrefix,
        scopes,
        defaultRateLimit,
        teamLimit,
        policy: inForce,
        storageMode,
        leakResponse,
        me: {
          role: actor.role,
          userId: showId("user", actor.userId),
          name: person.name,
          email: person.email,
          isOperator: person.isOperator,
        },
        teams: teams.map(({ name, slug }) => ({ name, slug })),
        openAlerts,
      }}
    >
      {/* Above every page: refreshing the table cannot unmount a secret that is on screen. */}
      <KeyDialogsProvider>
        <NoticesProvider unread={unread} newest={newest} pressing={pressing}>
          <Shell>{children}</Shell>
        </NoticesProvider>
      </KeyDialogsProvider>
    </TeamProvider>
  );
}
