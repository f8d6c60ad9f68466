"use client";

import { useState } from "react";
import { RateLimitInputs } from "@/components/keys/rate-limit-inputs";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editTeamLimitAction } from "@/lib/actions/operator";
import type { TeamDetail } from "@/lib/operator/read-team-of-deployment";
import { editTeamLimitSchema } from "@/lib/operator/schema";

type TeamLimitDialogProps = DialogControls & {
  onDone: () => void;
  team: Pick<TeamDetail, "id" | "name" | "rateLimit">;
};

/** Sets or changes what all keys of a team may use together. */
export function TeamLimitDialog({ open, close, onClosed, onDone, finalFocus, team }: TeamLimitDialogProps) {
  const [rateLimit, setRateLimit] = useState(team.rateLimit ?? { limit: Number.NaN, windowSeconds: 60 });
  const { errors, ...submission } = useSubmit(async () => {
    const input = { teamId: team.id, rateLimit };
    const parsed = editTeamLimitSchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editTeamLimitAction(input);
    if (saved.ok) onDone();
    return saved;
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={team.rateLimit === null ? "Set rate limit" : "Change rate limit"}
      description={
        <>
          For all keys of <bdi>{team.name}</bdi> together, on top of each key’s own.
        </>
      }
      initialFocus={() => submission.form.current?.querySelector("input") ?? true}
      finalFocus={finalFocus}
      submission={submission}
      act="Save limit"
    >
      <Field
        label="Rate limit"
        description="The window slides. A call that does not fit is answered 429 and spends nothing of the key’s own limit."
        error={errors.rateLimit}
      >
        {(control) => <RateLimitInputs control={control} value={rateLimit} onChange={setRateLimit} />}
      </Field>
    </FormDialog>
  );
}
