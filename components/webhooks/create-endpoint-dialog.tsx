"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useReveal } from "@/components/keys/reveal-provider";
import { useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
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
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const parsed = createEndpointSchema.safeParse(draft);
    if (!parsed.success) return invalid(parsed.error);
    const made = await createEndpointAction({ team: slug, ...draft });
    if (made.ok) {
      reveal({ content: signingSecretContent(made.data.secret, maskUrl(draft.url.trim())), finalFocus: handOver() });
      router.refresh();
    }
    return made;
  });
  return (
    <Dialog
      wide
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title="Add endpoint"
      description="It is told what happens from now on. Its signing secret is shown once, right after it is made."
      initialFocus={urlInput}
      finalFocus={finalFocus}
    >
      <form ref={form} onSubmit={onSubmit} noValidate>
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
          <EndpointFields draft={draft} onChange={setDraft} errors={errors} urlInput={urlInput} />
        </DialogBody>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" pending={pending}>
            Add endpoint
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
