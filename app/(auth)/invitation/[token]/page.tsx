import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { SignInForm } from "@/components/auth/sign-in-form";
import { AcceptInvitation } from "@/components/teams/accept-invitation";
import { InvitedSignUpForm } from "@/components/teams/invited-sign-up-form";
import { ROLE_SUMMARIES, roleWithArticle } from "@/components/teams/role-words";
import { SignOutHere } from "@/components/teams/sign-out-here";
import { buttonClass } from "@/components/ui/button-class";
import { configuredProviders } from "@/lib/auth/providers/configured-providers";
import { requestFrom } from "@/lib/auth/request-from";
import { signedIn, signedInUnconfirmed } from "@/lib/auth/signed-in";
import { DomainError } from "@/lib/errors";
import { type ReadInvitation, readInvitation } from "@/lib/teams/read-invitation";

// The token stands in this page's address; no request from here tells it to anybody.
export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

type Props = { params: Promise<{ token: string }> };

function Heading({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <header className="flex flex-col gap-1.5">
      <h1 className="font-semibold text-xl [overflow-wrap:anywhere]">{title}</h1>
      <div className="text-muted text-sm">{children}</div>
    </header>
  );
}

/** Everything about the invitation that only who is invited sees. */
function OpenInvitation({ invitation, token }: { invitation: ReadInvitation & { state: "open" }; token: string }) {
  const { team, role, invitedBy, email, next } = invitation;
  return (
    <>
      <Heading title={`Join ${team}`}>
        <bdi>{invitedBy}</bdi> invites you as {roleWithArticle(role)}. {ROLE_SUMMARIES[role]}
      </Heading>
      {next === "accept" && <AcceptInvitation token={token} email={email} />}
      {next === "sign-in" && (
        <>
          <p className="text-sm">This address has an account. Sign in to accept.</p>
          <SignInForm returnTo={`/invitation/${token}`} email={email} />
        </>
      )}
      {next === "sign-up" && <InvitedSignUpForm token={token} email={email} />}
      {next !== "accept" && configuredProviders().length > 0 && (
        // Without this page's address: a provider is not handed the token on the way.
        <p className="text-muted text-sm">
          Rather with a provider?{" "}
          <Link href="/sign-in" className="font-medium text-text underline underline-offset-2">
            Sign in
          </Link>
          , then open this link again.
        </p>
      )}
    </>
  );
}

export default async function InvitationPage({ params }: Props) {
  const { token } = await params;
  const person = await signedIn();
  // Somebody whose address does not count yet is nobody here either, and would sign in for ever.
  if (person === null && (await signedInUnconfirmed()) !== null) redirect("/confirm-email");
  let invitation: ReadInvitation;
  try {
    invitation = await readInvitation(token, await requestFrom(), person);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === "too_many_requests")) throw error;
    return <Heading title="Too many invitations opened">{error.message}</Heading>;
  }
  if (invitation.state === "open") return <OpenInvitation invitation={invitation} token={token} />;
  if (invitation.state === "other") {
    return (
      <>
        <Heading title="This invitation is for another address">
          It is for <span className="font-medium text-text">{invitation.address}</span>, and you are signed in as{" "}
          <span className="font-medium text-text">{person?.email}</span>. Sign in with that address to accept it.
        </Heading>
        <SignOutHere />
      </>
    );
  }
  return (
    <>
      <Heading title="This invitation is not open">
        It was used or withdrawn, is older than 7 days, or the link is incomplete. Ask an owner of the team for a new
        one.
      </Heading>
      <Link href="/" className={buttonClass("secondary", "md", "self-start")}>
        Open the dashboard
      </Link>
    </>
  );
}
