"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { signInSchema } from "@/lib/auth/schema";
import { PasswordInput } from "./password-input";
import { signInProblem } from "./sign-in-problem";

export function SignInForm({ returnTo }: { returnTo: string }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");

  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const parsed = signInSchema.safeParse({ email, password });
    if (!parsed.success) return invalid(parsed.error, password === "" ? { password: "Type your password." } : {});
    const answer = await signIn("credentials", { redirect: false, ...parsed.data });
    const problem = signInProblem(answer);
    if (problem) return { ok: false, error: { message: problem } };
    // A full load, so that nothing rendered for the signed-out visitor stays in the router's memory.
    window.location.assign(returnTo);
    return new Promise(() => {});
  });

  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="flex flex-col gap-4">
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
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
      <Field label="Password" error={errors.password}>
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="primary" pending={pending} className="!h-9">
        Sign in
      </Button>
    </form>
  );
}
