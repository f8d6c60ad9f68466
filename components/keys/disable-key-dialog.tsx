"use client";

import { useRef } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { FormDialog } from "@/components/ui/form-dialog";
import { useSubmit } from "@/components/ui/use-submit";
import { disableKeyAction, enableKeyAction } from "@/lib/actions/keys";
import type { KeyView } from "@/lib/keys/view";
import { BlastRadiusNote } from "./blast-radius-note";
import type { KeyDialogProps } from "./key-dialog-context";

/** Stops a key while somebody looks, or lets it go on. */
export function DisableKeyDialog({
  open,
  close,
  onClosed,
  finalFocus,
  onDone,
  item,
}: KeyDialogProps & { item: KeyView }) {
  const team = useTeam();
  const wayOut = useRef<HTMLButtonElement>(null);
  const disabled = item.disabledAt !== null;
  const submission = useSubmit(async () => {
    const act = disabled ? enableKeyAction : disableKeyAction;
    const changed = await act({ team: team.slug, keyId: item.id });
    if (changed.ok) {
      toast(disabled ? `${item.label} is enabled` : `${item.label} is disabled`);
      onDone();
    }
    return changed;
  });
  return (
    <FormDialog
      wide
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      initialFocus={wayOut}
      finalFocus={finalFocus}
      title={
        <>
          {disabled ? "Enable" : "Disable"} <bdi>{item.label}</bdi>
        </>
      }
      description={
        disabled
          ? "The gateway accepts its secrets again at once."
          : "The gateway refuses every secret of this key until somebody enables it again."
      }
      submission={submission}
      act={disabled ? "Enable key" : "Disable key"}
      look="primary"
      keep={disabled ? "Leave disabled" : "Leave active"}
      wayOut={wayOut}
    >
      {!disabled && <BlastRadiusNote item={item} />}
    </FormDialog>
  );
}
