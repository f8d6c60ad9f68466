"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useSubmit } from "@/components/ui/use-submit";
import { resendConfirmationAction } from "@/lib/actions/sign-in";

/** The confirmation link once more. */
export function ResendConfirmation() {
  const [sent, setSent] = useState(false);
  const { form, message, pending, onSubmit } = useSubmit(async () => {
    setSent(false);
    const answer = await resendConfirmationAction({});
    setSent(answer.ok);
    return answer;
  });
  return (
    <form ref={form} method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
      {sent && <Notice announce>A new link is on its way. The one before serves no longer.</Notice>}
      <Button type="submit" pending={pending} className="!h-9">
        Send link again
      </Button>
    </form>
  );
}
