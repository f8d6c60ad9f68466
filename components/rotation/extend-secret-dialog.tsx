"use client";

import { useRef, useState } from "react";
import { toast } from "sonner";
import type { KeyDialogProps } from "@/components/keys/key-dialog-context";
import { FIRST_SPAN_SECONDS, SpanInput } from "@/components/keys/span-input";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { useSubmit } from "@/components/ui/use-submit";
import { extendSecretAction } from "@/lib/actions/keys";
import type { KeyView } from "@/lib/keys/view";
import { span } from "@/lib/policies/policy-words";
import { durationWords } from "@/lib/rotation/duration-words";
import type { EndingSecret } from "@/lib/rotation/view";
import { shortMask } from "./short-mask";

const PRESETS = [3_600, 86_400, 259_200, 604_800];
const PREFERRED = 86_400;

const long = () => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

type ExtendSecretDialogProps = KeyDialogProps & { item: KeyView; secret: EndingSecret };

/** Gives the callers that have not moved more time; what it shows as the new end is what it sets. */
export function ExtendSecretDialog(props: ExtendSecretDialogProps) {
  const { open, close, onClosed, finalFocus, onDone, item, secret } = props;
  const team = useTeam();
  const first = useRef<HTMLButtonElement>(null);
  const [endsAt, latest] = [Date.parse(secret.endsAt), Date.parse(secret.latestEndsAt)];
  const presets = PRESETS.filter((seconds) => endsAt + seconds * 1_000 <= latest);
  const [choice, setChoice] = useState(presets.includes(PREFERRED) ? String(PREFERRED) : "latest");
  const [custom, setCustom] = useState(FIRST_SPAN_SECONDS);
  const more = choice === "custom" ? custom : Number(choice);
  const next = choice === "latest" ? latest : endsAt + more * 1_000;
  const tooLate = next > latest;

  const submission = useSubmit(async () => {
    if (Number.isNaN(next)) return refuse("Say how much longer.");
    if (tooLate) return refuse(`It can end ${durationWords(latest - endsAt)} later at most.`);
    const moved = await extendSecretAction({
      team: team.slug,
      keyId: item.id,
      secretId: secret.id,
      endsAt: new Date(next).toISOString(),
    });
    if (moved.ok) {
      toast(`${shortMask(secret.masked)} ends ${long().format(next)}`);
      onDone();
    }
    return moved;
  });
  const { errors } = submission;
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      initialFocus={first}
      finalFocus={finalFocus}
      title="Extend the old secret"
      description={
        <>
          <span className="tabular">{secret.masked}</span> now ends {long().format(endsAt)}.
        </>
      }
      submission={submission}
      act="Extend secret"
      keep="Keep end"
    >
      <Field label="It ends later by" error={errors.endsAt}>
        {(control) => (
          <div className="flex flex-col gap-2">
            <Select
              {...control}
              ref={first}
              value={choice}
              onValueChange={setChoice}
              options={[
                ...presets.map((seconds) => ({ value: String(seconds), label: span(seconds) })),
                { value: "latest", label: `${durationWords(latest - endsAt)}, the latest possible` },
                { value: "custom", label: "A time of your own" },
              ]}
              className="w-full"
            />
            {choice === "custom" && <SpanInput invalid={errors.endsAt !== undefined} onChange={setCustom} />}
          </div>
        )}
      </Field>
      <Notice tone={tooLate ? "warning" : "info"}>
        {Number.isNaN(next)
          ? "It goes on working until the time you choose."
          : tooLate
            ? `The latest possible end is ${long().format(latest)}.`
            : `It goes on working until ${long().format(next)}. Then it is refused.`}
      </Notice>
    </FormDialog>
  );
}

const refuse = (endsAt: string) => ({ ok: false as const, error: { message: "", fieldErrors: { endsAt } } });
