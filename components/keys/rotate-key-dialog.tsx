"use client";

import { useRef, useState } from "react";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { FormDialog } from "@/components/ui/form-dialog";
import { Notice } from "@/components/ui/notice";
import { useNow } from "@/components/ui/now";
import { Select } from "@/components/ui/select";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { rotateKeyAction } from "@/lib/actions/keys";
import { MAXIMUM_GRACE_SECONDS, rotateKeySchema, USUAL_GRACE_SECONDS } from "@/lib/keys/schema";
import type { KeyView, RevealedKey } from "@/lib/keys/view";
import { span, whoAsks } from "@/lib/policies/policy-words";
import type { KeyDialogProps } from "./key-dialog-context";
import { FIRST_SPAN_SECONDS, SpanInput } from "./span-input";

const GRACES = [0, 900, 3_600, 21_600, 86_400, 259_200, 604_800];

/** The times that the policy allows, the longest of them included. */
const optionsWithin = (longest: number) => [
  ...[
    ...new Set([
      ...GRACES.filter((seconds) => seconds <= longest),
      ...(longest < MAXIMUM_GRACE_SECONDS ? [longest] : []),
    ]),
  ]
    .sort((a, b) => a - b)
    .map((seconds) => ({ value: String(seconds), label: seconds === 0 ? "Now" : `In ${span(seconds)}` })),
  ...(longest === 0 ? [] : [{ value: "custom", label: "After a time of your own" }]),
];

const long = () => new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

type RotateKeyDialogProps = KeyDialogProps & { item: KeyView; onRevealed: (made: RevealedKey) => void };

export function RotateKeyDialog({ open, close, onClosed, finalFocus, item, onRevealed }: RotateKeyDialogProps) {
  const team = useTeam();
  const now = useNow();
  const endsAt = useRef<HTMLButtonElement>(null);
  const longest = team.policy.longestGraceSeconds ?? MAXIMUM_GRACE_SECONDS;
  const isCure = item.endedBy === "rotation";
  const [choice, setChoice] = useState(String(Math.min(USUAL_GRACE_SECONDS, longest)));
  const [custom, setCustom] = useState(FIRST_SPAN_SECONDS);
  const asked = choice === "custom" ? custom : Number(choice);
  const graceSeconds = isCure ? 0 : asked;
  const input = { keyId: item.id, graceSeconds };

  const submission = useSubmit(async () => {
    const parsed = rotateKeySchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const rotated = await rotateKeyAction({ team: team.slug, ...input });
    if (rotated.ok) onRevealed(rotated.data);
    return rotated;
  });
  const { errors } = submission;

  const wanted = now + graceSeconds * 1_000;
  const keyEnd = item.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(item.expiresAt);
  return (
    <FormDialog
      open={open}
      onOpenChange={close}
      onClosed={onClosed}
      initialFocus={endsAt}
      finalFocus={finalFocus}
      title={
        <>
          Rotate <bdi>{item.label}</bdi>
        </>
      }
      description="The key keeps its id, scopes, limits and history. It gets a new secret."
      submission={submission}
      act="Rotate key"
      keep="Keep secret"
    >
      {isCure ? (
        <Notice>
          The rotation of this key is overdue, so <span className="tabular">{item.masked}</span> is refused already and
          stays so. The new secret works at once.
        </Notice>
      ) : (
        <>
          <Field
            label="The old secret ends"
            description={
              team.policy.longestGraceSeconds === null
                ? undefined
                : `${whoAsks(team.policy.setBy.longestGraceSeconds)} allows ${longest === 0 ? "no grace" : `a grace of at most ${span(longest)}`}.`
            }
            error={errors.graceSeconds}
          >
            {(control) => (
              <div className="flex flex-col gap-2">
                <Select
                  {...control}
                  ref={endsAt}
                  value={choice}
                  onValueChange={setChoice}
                  options={optionsWithin(longest)}
                  className="w-full"
                />
                {choice === "custom" && <SpanInput invalid={errors.graceSeconds !== undefined} onChange={setCustom} />}
              </div>
            )}
          </Field>
          <Notice tone={graceSeconds === 0 ? "warning" : "info"}>
            <span className="tabular">{item.masked}</span>{" "}
            {Number.isNaN(wanted) || graceSeconds > longest
              ? `goes on working until the time you choose, at most ${span(longest)}.`
              : graceSeconds === 0
                ? "stops the moment the new secret is made. Whatever still uses it is refused."
                : keyEnd < wanted
                  ? `goes on working until the key itself expires, ${long().format(keyEnd)}.`
                  : `goes on working until ${long().format(wanted)}. Then it is refused.`}
          </Notice>
        </>
      )}
    </FormDialog>
  );
}
