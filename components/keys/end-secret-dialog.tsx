"use client";

import { useRef } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import { useSubmit } from "@/components/ui/use-submit";
import { endSecretAction } from "@/lib/actions/keys";
import type { KeyView } from "@/lib/keys/view";
import type { KeyDialogProps } from "./key-dialog-context";

type EndSecretDialogProps = KeyDialogProps & { item: KeyView; secretId: string };

/** Finishes a rotation early: the replaced secret stops now instead of at the end of its grace. */
export function EndSecretDialog({ open, close, onClosed, finalFocus, onDone, item, secretId }: EndSecretDialogProps) {
  const team = useTeam();
  const wayOut = useRef<HTMLButtonElement>(null);
  const secret = item.secrets.find(({ id }) => id === secretId);
  const { form, message, pending, onSubmit } = useSubmit(async () => {
    const ended = await endSecretAction({ team: team.slug, keyId: item.id, secretId });
    if (ended.ok) {
      toast(`${secret?.masked ?? "The secret"} has ended`);
      onDone();
    }
    return ended;
  });
  return (
    <Dialog
      role="alertdialog"
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      initialFocus={wayOut}
      finalFocus={finalFocus}
      title="End this secret now"
      description={
        <>
          <span className="tabular">{secret?.masked}</span> stops at once and cannot come back. The key&apos;s current
          secret goes on working.
        </>
      }
    >
      <form ref={form} onSubmit={onSubmit}>
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
          <p className="text-sm">
            {secret?.lastUsed ? (
              <>
                Last used <RelativeTime at={secret.lastUsed.at} className="font-medium" />
                {secret.lastUsed.ip && ` from ${secret.lastUsed.ip}`}. Whatever still uses it is refused.
              </>
            ) : (
              "This secret was never used."
            )}
          </p>
        </DialogBody>
        <DialogActions>
          <Button ref={wayOut} onClick={close}>
            Keep secret
          </Button>
          <Button type="submit" look="danger" pending={pending}>
            End secret
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
