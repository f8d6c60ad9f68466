"use client";

import { useState } from "react";
import { ColumnForm } from "@/components/ui/column-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { requestPasswordResetAction } from "@/lib/actions/sign-in";
import { addressSchema } from "@/lib/auth/schema";

/** Asks for the address; what is said afterwards is the same whether or not it has an account. */
export function ForgotPasswordForm() {
  const [email, setEmail] = useState("");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const submission = useSubmit(async () => {
    const parsed = addressSchema.safeParse({ email });
    if (!parsed.success) return invalid(parsed.error);
    const asked = await requestPasswordResetAction(parsed.data);
    if (asked.ok) setSentTo(parsed.data.email);
    return asked;
  });
  const { errors } = submission;
  if (sentTo !== null)
    return (
      <Notice announce>
        If <bdi className="font-medium">{sentTo}</bdi> has an account, a link is on its way to it. It works once, for 30
        minutes.
      </Notice>
    );
  return (
    <ColumnForm submission={submission} act="Send link">
      <Field label="Email" error={errors.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            className="!h-9"
          />
        )}
      </Field>
    </ColumnForm>
  );
}
