"use client";

import { type RefObject, useRef, useState } from "react";
import { toast } from "sonner";
import type { KeyDialogProps } from "@/components/keys/key-dialog-context";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Select } from "@/components/ui/select";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { reportPastedLeakAction, reportSecretLeakAction } from "@/lib/actions/leaks";
import type { KeyView } from "@/lib/keys/view";
import { reportPastedLeakSchema, reportSecretLeakSchema } from "@/lib/leaks/schema";
import { leakDone } from "./leak-done";
import { LeakedTextField, LeakPlaceField } from "./leak-fields";
import { RESPONSE_WORDS } from "./response-words";

type ReportLeakDialogProps = KeyDialogProps & {
  /** Null: whoever reports pastes the secret. */
  item: KeyView | null;
};

/** A member says that a secret has leaked; what follows is the operator's choice, and is said before. */
export function ReportLeakDialog({ open, close, onClosed, finalFocus, onDone, item }: ReportLeakDialogProps) {
  const { slug: team, leakResponse } = useTeam();
  const first = useRef<HTMLElement>(null);
  const secrets = item?.secrets.filter(({ status }) => status !== "ended") ?? [];
  const [secretId, setSecretId] = useState(secrets[0]?.id ?? item?.secrets[0]?.id ?? "");
  const [text, setText] = useState("");
  const [url, setUrl] = useState("");

  const report = async () => {
    if (item === null) {
      const parsed = reportPastedLeakSchema.safeParse({ text, url });
      return parsed.success ? reportPastedLeakAction({ team, ...parsed.data }) : invalid(parsed.error);
    }
    const parsed = reportSecretLeakSchema.safeParse({ keyId: item.id, secretId, url });
    return parsed.success ? reportSecretLeakAction({ team, ...parsed.data }) : invalid(parsed.error);
  };
  const submission = useSubmit(async () => {
    const reported = await report();
    if (reported.ok) {
      toast(leakDone(reported.data));
      onDone();
    }
    return reported;
  });
  const { errors } = submission;

  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      title={
        item === null ? (
          "Report a leaked key"
        ) : (
          <>
            Report leak of <bdi>{item.label}</bdi>
          </>
        )
      }
      description={RESPONSE_WORDS[leakResponse].follows}
      initialFocus={first}
      finalFocus={finalFocus}
      submission={submission}
      act="Report leak"
      look={leakResponse === "alert" ? "primary" : "danger"}
    >
      {item === null && (
        <LeakedTextField
          label="Secret"
          inputRef={first as RefObject<HTMLTextAreaElement | null>}
          value={text}
          onChange={setText}
          error={errors.text}
        />
      )}
      {secrets.length > 1 && (
        <Field label="Which secret" error={errors.secretId}>
          {(control) => (
            <Select
              {...control}
              value={secretId}
              onValueChange={setSecretId}
              options={secrets.map(({ id, masked, status }) => ({
                value: id,
                label: status === "current" ? `${masked}, the current one` : masked,
              }))}
              className="tabular w-full"
            />
          )}
        </Field>
      )}
      <LeakPlaceField
        label="Where it was seen"
        {...(item !== null && { inputRef: first as RefObject<HTMLInputElement | null> })}
        value={url}
        onChange={setUrl}
        error={errors.url}
      />
    </FormDialog>
  );
}
