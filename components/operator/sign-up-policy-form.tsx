"use client";

import { useState } from "react";
import { Choice, ChoiceGroup } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editSignUpAction } from "@/lib/actions/operator";
import { editSignUpSchema, type SignUpMode } from "@/lib/operator/schema";
import { SettingsCard } from "./settings-card";
import { useSaved } from "./use-saved";

type SignUpPolicyFormProps = { mode: SignUpMode; domains: readonly string[]; provesAddresses: boolean };

export function SignUpPolicyForm({ mode, domains, provesAddresses }: SignUpPolicyFormProps) {
  const [chosen, setChosen] = useState(mode);
  const [text, setText] = useState(domains.join("\n"));
  const onSaved = useSaved();
  const { errors, ...card } = useSubmit(async () => {
    const input = { signUpMode: chosen, signUpDomains: text.split(/[\s,;]+/).filter(Boolean) };
    const parsed = editSignUpSchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editSignUpAction(input);
    if (saved.ok) onSaved("Sign-up saved");
    return saved;
  });
  return (
    <SettingsCard
      {...card}
      title="Who may sign up"
      submitLabel="Save sign-up"
      intro="Holds for new accounts. Whoever has an account keeps it, and an invitation into a team is a way in under every choice."
    >
      <ChoiceGroup label="Who may sign up" value={chosen} onValueChange={setChosen}>
        <Choice
          value="anyone"
          label="Anyone"
          description="Everybody who reaches this dashboard can open an account with a team of their own."
        />
        <Choice
          value="invited"
          label="Invited people only"
          description="An account needs an invitation into a team, by link or mail."
        />
        <Choice
          value="domains"
          label="Named mail domains"
          description="Everybody with an address at one of these domains, once it is proven to be theirs."
        />
      </ChoiceGroup>
      {chosen === "domains" && (
        <>
          {!provesAddresses && (
            <Notice tone="warning">
              Nothing here can prove that an address is somebody’s own. This needs mail (SMTP_URL and MAIL_FROM) or a
              sign-in provider (GitHub, Google or OpenID Connect).
            </Notice>
          )}
          <Field
            label="Mail domains"
            description="One a line. Each is meant exactly: mail.example.com is not example.com."
            error={errors.signUpDomains}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={3}
                spellCheck={false}
                autoCapitalize="none"
                placeholder={"example.com\nexample.org"}
                className="tabular"
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        </>
      )}
    </SettingsCard>
  );
}
