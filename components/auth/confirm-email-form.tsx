"use client";

import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useSubmit } from "@/components/ui/use-submit";
import { confirmEmailAction } from "@/lib/actions/sign-in";

/** One press, since a mail program that looks at links must not confirm anything. */
export function ConfirmEmailForm({ token }: { token: string }) {
  const { form, message, pending, onSubmit } = useSubmit(async () => {
    const confirmed = await confirmEmailAction({ token });
    if (!confirmed.ok) return confirmed;
    // A full load: what was rendered for somebody who did not count yet is gone with it.
    window.location.assign("/");
    return new Promise(() => {});
  });
  return (
    <form ref={form} method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
      <Button type="submit" look="primary" pending={pending} autoFocus className="!h-9">
        Confirm address
      </Button>
    </form>
  );
}
