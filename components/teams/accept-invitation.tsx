"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useSubmit } from "@/components/ui/use-submit";
import { acceptInvitationAction } from "@/lib/actions/teams";

export function AcceptInvitation({ token, email }: { token: string; email: string }) {
  const { form, message, pending, onSubmit } = useSubmit(async () => {
    const accepted = await acceptInvitationAction({ token });
    if (!accepted.ok) return accepted;
    // In place of this page, so that going back does not open the used link.
    window.location.replace(`/${accepted.data.teamSlug}/keys`);
    return new Promise(() => {});
  });
  return (
    <form ref={form} onSubmit={onSubmit} className="flex flex-col gap-4">
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
      <Button type="submit" look="primary" pending={pending} className="!h-9">
        Accept invitation
      </Button>
      <p className="text-muted text-xs">Signed in as {email}.</p>
    </form>
  );
}
