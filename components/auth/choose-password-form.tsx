"use client";

import Link from "next/link";
import { useState } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { ColumnForm } from "@/components/ui/column-form";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { choosePasswordAction } from "@/lib/actions/sign-in";
import { PasswordInput } from "./password-input";

/** A new password by a link; signing in with it comes next. */
export function ChoosePasswordForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const submission = useSubmit(async () => {
    if (password === "") return invalid(undefined, { password: "Choose a password." });
    const chosen = await choosePasswordAction({ token, password });
    if (chosen.ok) setDone(true);
    return chosen;
  });
  const { errors } = submission;
  if (done)
    return (
      <>
        <Notice announce>The password is changed and every session has ended.</Notice>
        <Link href="/sign-in" className={buttonClass("primary", "md", "!h-9")}>
          Sign in
        </Link>
      </>
    );
  return (
    <ColumnForm submission={submission} act="Change password">
      {/* For password managers: whose password this is. */}
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <Field
        label="New password"
        description="At least 15 characters. A few unrelated words are easy to keep in mind."
        error={errors.password}
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
    </ColumnForm>
  );
}
