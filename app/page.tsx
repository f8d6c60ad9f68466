import { redirect } from "next/navigation";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { MessagePage } from "@/components/shell/message-page";
import { CreateTeamButton } from "@/components/teams/create-team-button";
import { sendToSignIn } from "@/lib/auth/send-to-sign-in";
import { isFirstRun } from "@/lib/auth/sign-up/sign-up";
import { signedIn } from "@/lib/auth/signed-in";
import { listTeams } from "@/lib/teams/list-teams";

export const dynamic = "force-dynamic";

/** Nobody here yet → first run; nobody signed in → sign in; else the first team's keys. */
export default async function HomePage() {
  const person = await signedIn();
  if (person === null) return (await isFirstRun()) ? redirect("/sign-up") : sendToSignIn();
  const [team] = await listTeams(person.userId);
  if (team) redirect(`/${team.slug}/keys`);
  return (
    <MessagePage
      title="You are in no team"
      action={
        <div className="flex gap-2">
          <SignOutButton />
          <CreateTeamButton look="primary" />
        </div>
      }
    >
      {person.email} is not a member of any team here. Ask an owner of your team for an invitation, or create a team of
      your own.
    </MessagePage>
  );
}
