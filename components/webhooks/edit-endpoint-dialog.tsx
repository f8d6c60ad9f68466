"use client";

import { useRef, useState } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { FormDialog } from "@/components/ui/form-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editEndpointAction } from "@/lib/actions/webhooks";
import { editEndpointSchema } from "@/lib/webhooks/schema";
import type { EndpointView } from "@/lib/webhooks/view";
import { type EndpointDraft, EndpointFields } from "./endpoint-fields";

type EditEndpointDialogProps = DialogControls & { endpoint: EndpointView; onDone: () => void };

export function EditEndpointDialog({ endpoint, onDone, ...controls }: EditEndpointDialogProps) {
  const { open, close, onClosed, finalFocus } = controls;
  const { slug } = useTeam();
  const urlInput = useRef<HTMLInputElement>(null);
  const { url, description, events, environment } = endpoint;
  const [draft, setDraft] = useState<EndpointDraft>({ url: url ?? "", description, events, environment });
  const submission = useSubmit(async () => {
    const input = { endpointId: endpoint.id, ...draft };
    const parsed = editEndpointSchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const edited = await editEndpointAction({ team: slug, ...input });
    if (edited.ok) {
      toast("Endpoint saved");
      onDone();
    }
    return edited;
  });
  const { errors } = submission;
  return (
    <FormDialog
      wide
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Edit endpoint"
      description="What is on its way goes to the new address, too."
      initialFocus={urlInput}
      finalFocus={finalFocus}
      submission={submission}
      act="Save endpoint"
    >
      <EndpointFields draft={draft} onChange={setDraft} errors={errors} urlInput={urlInput} />
    </FormDialog>
  );
}
