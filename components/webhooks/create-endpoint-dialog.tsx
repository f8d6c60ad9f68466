"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useReveal } from "@/components/keys/reveal-provider";
import { useTeam } from "@/components/shell/team-context";
import { FormDialog } from "@/components/ui/form-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { createEndpointAction } from "@/lib/actions/webhooks";
import { CHOOSABLE_EVENTS } from "@/lib/webhooks/event-types";
import { maskUrl } from "@/lib/webhooks/mask-url";
import { createEndpointSchema } from "@/lib/webhooks/schema";
import { type EndpointDraft, EndpointFields } from "./endpoint-fields";
import { signingSecretContent } from "./signing-secret-content";

type CreateEndpointDialogProps = DialogControls & { handOver: () => () => HTMLElement | boolean };

export function CreateEndpointDialog({ open, close, onClosed, finalFocus, handOver }: CreateEndpointDialogProps) {
  const { slug } = useTeam();
  const router = useRouter();
  const reveal = useReveal();
  const urlInput = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<EndpointDraft>({
    ...{ url: "", description: "", environment: null },
    events: CHOOSABLE_EVENTS.map(({ type }) => type),
  });
  const submission = useSubmit(async () => {
    const parsed = createEndpointSchema.safeParse(draft);
    if (!parsed.success) return invalid(parsed.error);
    const made = await createEndpointAction({ team: slug, ...draft });
    if (made.ok) {
      reveal({ content: signingSecretContent(made.data.secret, maskUrl(draft.url.trim())), finalFocus: handOver() });
      router.refresh();
    }
    return made;
  });
  const { errors } = submission;
  return (
    <FormDialog
      wide
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Add endpoint"
      description="It is told what happens from now on. Its signing secret is shown once, right after it is made."
      initialFocus={urlInput}
      finalFocus={finalFocus}
      submission={submission}
      act="Add endpoint"
    >
      <EndpointFields draft={draft} onChange={setDraft} errors={errors} urlInput={urlInput} />
    </FormDialog>
  );
}
