"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useConfirmIdentity } from "@/components/auth/confirm-identity";
import { PasswordInput } from "@/components/auth/password-input";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { changePasswordAction } from "@/lib/actions/account";
import { changePasswordSchema } from "@/lib/auth/schema";
import { sessionsInWords } from "./sessions-in-words";

const EMPTY = { current: "", password: "" };

/** A new password, behind the current one, or behind a fresh sign-in where there is none yet. */
export function PasswordForm({ email, hasPassword }: { email: string; hasPassword: boolean }) {
  const router = useRouter();
  const { confirmed } = useConfirmIdentity();
  const [values, setValues] = useState(EMPTY);
  const input = (name: keyof typeof EMPTY) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const { current, password } = values;
    const parsed = changePasswordSchema.safeParse(hasPassword ? { current, password } : { password });
    if (!parsed.success) return invalid(parsed.error);
    const changed = await confirmed(() => changePasswordAction(parsed.data));
    if (changed.ok) {
      setValues(EMPTY);
      const { ended } = changed.data;
      toast(ended === 0 ? "Password changed" : `Password changed, ${sessionsInWords(ended)} ended`);
      router.refresh();
    }
    return changed;
  });
  return (
    <form
      ref={form}
      method="post"
      onSubmit={onSubmit}
      noValidate
      className="flex max-w-[400px] flex-col items-start gap-4"
    >
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
      {!hasPassword && (
        <p className="text-muted text-sm">You sign in with a provider. A password is a second way in.</p>
      )}
      {/* For password managers, which keep passwords by account. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      {hasPassword && (
        <Field label="Current password" className="w-full" error={errors.current}>
          {(control) => <PasswordInput {...control} {...input("current")} autoComplete="current-password" />}
        </Field>
      )}
      <Field
        label="New password"
        className="w-full"
        description="At least 15 characters. Every other session of yours ends."
        error={errors.password}
      >
        {(control) => <PasswordInput {...control} {...input("password")} autoComplete="new-password" />}
      </Field>
      <Button type="submit" pending={pending}>
        {hasPassword ? "Change password" : "Set password"}
      </Button>
    </form>
  );
}
