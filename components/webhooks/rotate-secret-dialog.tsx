"use client";

import { useState } from "react";
import { useReveal } from "@/components/keys/reveal-provider";
import { useTeam } from "@/components/shell/team-context";
import { Choice, ChoiceGroup } from "@/components/ui/choice";
import { FormDialog } from "@/components/ui/form-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { useSubmit } from "@/components/ui/use-submit";
import { rotateSigningSecretAction } from "@/lib/actions/webhooks";
import { OVERLAP_HOURS } from "@/lib/webhooks/schema";
import type { EndpointView } from "@/lib/webhooks/view";
import { signingSecretContent } from "./signing-secret-content";

type Old = "keep" | "end";
type RotateSecretDialogProps = DialogControls & {
  endpoint: EndpointView;
  handOver: () => () => HTMLElement | boolean;
  onDone: () => void;
};

export function RotateSecretDialog(props: RotateSecretDialogProps) {
  const { open, close, onClosed, finalFocus, endpoint, handOver, onDone } = props;
  const { slug } = useTeam();
  const reveal = useReveal();
  const [old, setOld] = useState<Old>("keep");
  const submission = useSubmit(async () => {
    const rotated = await rotateSigningSecretAction({ team: slug, endpointId: endpoint.id, keepOld: old === "keep" });
    if (rotated.ok) {
      reveal({ content: signingSecretContent(rotated.data.secret, endpoint.shownUrl), finalFocus: handOver() });
      onDone();
    }
    return rotated;
  });
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Rotate signing secret"
      description="The new secret is shown once, right after it is made."
      finalFocus={finalFocus}
      submission={submission}
      act="Rotate secret"
      keep="Keep secret"
    >
      <ChoiceGroup<Old> label="The old secret" value={old} onValueChange={setOld}>
        <Choice
          value="keep"
          label={`Both sign for ${OVERLAP_HOURS} hours`}
          description="Each event carries a signature of either, so that the receiver can be changed meanwhile and refuses nothing."
        />
        <Choice
          value="end"
          label="Only the new one signs from now on"
          description="For a secret that has leaked. The receiver refuses events until it has the new one; they are tried again for a day."
        />
      </ChoiceGroup>
    </FormDialog>
  );
}
