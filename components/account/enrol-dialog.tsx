"use client";

import { useRef, useState } from "react";
import { CodeInput } from "@/components/auth/code-input";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { confirmEnrolmentAction } from "@/lib/actions/second-factor";
import { confirmEnrolmentSchema } from "@/lib/auth/schema";
import type { Enrolment } from "@/lib/auth/second-factor/begin-enrolment";
import type { AccountDialogProps } from "./account-dialog";

type EnrolDialogProps = AccountDialogProps & { enrolment: Enrolment; onCodes: (codes: readonly string[]) => void };

/** The secret for the app, as a picture and as text, and the code that shows it has arrived. */
export function EnrolDialog({ open, close, onClosed, finalFocus, enrolment, onCodes }: EnrolDialogProps) {
  const { secret, qr } = enrolment;
  const codeInput = useRef<HTMLInputElement>(null);
  const { confirmed } = useConfirmIdentity();
  const [code, setCode] = useState("");
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const parsed = confirmEnrolmentSchema.safeParse({ code });
    if (!parsed.success) return invalid(parsed.error);
    const answer = await confirmed(() => confirmEnrolmentAction(parsed.data));
    if (answer.ok) onCodes(answer.data.codes);
    return answer;
  });
  return (
    <Dialog
      open={open}
      onOpenChange={(_, by) => {
        // A press beside it, on the way to the phone, would throw the secret away.
        if (!pending && by !== "outside-press") close();
      }}
      onClosed={onClosed}
      title="Set up second factor"
      description="Scan this with an authenticator app, then type the code that it shows."
      initialFocus={codeInput}
      finalFocus={finalFocus}
    >
      <form ref={form} method="post" onSubmit={onSubmit} noValidate>
        <DialogBody>
          {message && (
            <Notice tone="danger" announce>
              {message}
            </Notice>
          )}
          <div className="flex flex-wrap items-center gap-5">
            {/* Black on white in both themes: that is what cameras read. */}
            <svg
              role="img"
              aria-label="QR code with the secret"
              viewBox={`0 0 ${qr.size} ${qr.size}`}
              shapeRendering="crispEdges"
              className="size-44 shrink-0 rounded border border-line"
            >
              <rect width={qr.size} height={qr.size} fill="#fff" />
              <path d={qr.path} fill="#000" />
            </svg>
            <div className="flex min-w-40 flex-1 flex-col gap-1">
              <span className="font-medium text-sm">Or type the secret</span>
              <code data-testid="totp-secret" className="tabular text-sm leading-6">
                {secret.replace(/.{4}(?=.)/g, "$& ")}
              </code>
              <span className="text-muted text-xs">Based on time, six digits.</span>
              <CopyButton text={secret} label="Copy secret" look="secondary" className="mt-1 self-start">
                Copy
              </CopyButton>
            </div>
          </div>
          <Field label="Code" description="The six digits the app shows now." error={errors.code}>
            {(control) => (
              <CodeInput
                {...control}
                ref={codeInput}
                inputMode="numeric"
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
        </DialogBody>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" pending={pending}>
            Turn on
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
