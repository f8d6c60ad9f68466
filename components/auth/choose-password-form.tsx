"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { choosePasswordAction } from "@/lib/actions/sign-in";
import { PasswordInput } from "./password-input";

/** A new password by a link; signing in with it comes next. */
export function ChoosePasswordForm({ token, email }: { token: string; email: string }) {
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    if (password === "") return invalid(undefined, { password: "Choose a password." });
    const chosen = await choosePasswordAction({ token, password });
    if (chosen.ok) setDone(true);
    return chosen;
  });
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
    <form ref={form} method="post" onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
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
      <Button type="submit" look="primary" pending={pending} className="!h-9">
        Change password
      </Button>
    </form>
  );
}
