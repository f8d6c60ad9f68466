"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { ColumnForm } from "@/components/ui/column-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { signInSchema } from "@/lib/auth/schema";
import { SECOND_STEP_DUE } from "@/lib/auth/sign-in/second-step-due";
import { PasswordInput } from "./password-input";
import { goToSecondStep } from "./second-step";
import { signInProblem } from "./sign-in-problem";

/** `email`: the one address that may sign in here. */
export function SignInForm({ returnTo, email: fixed }: { returnTo: string; email?: string }) {
  const [email, setEmail] = useState(fixed ?? "");
  const [password, setPassword] = useState("");

  const submission = useSubmit(async () => {
    const parsed = signInSchema.safeParse({ email, password });
    if (!parsed.success) return invalid(parsed.error, password === "" ? { password: "Type your password." } : {});
    // Where to go on is ours: next-auth would keep this page's address in a cookie, and an invitation's holds its token.
    const answer = await signIn("credentials", { redirect: false, callbackUrl: "/", ...parsed.data });
    if (answer?.error === SECOND_STEP_DUE) return goToSecondStep(returnTo);
    const problem = signInProblem(answer);
    if (problem) return { ok: false, error: { message: problem } };
    // A full load, so that nothing rendered for the signed-out visitor stays in the router's memory.
    window.location.assign(returnTo);
    return new Promise(() => {});
  });
  const { errors } = submission;

  return (
    <ColumnForm submission={submission} act="Sign in">
      <Field label="Email" error={errors.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="username"
            autoFocus={fixed === undefined}
            readOnly={fixed !== undefined}
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
            autoFocus={fixed !== undefined}
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
    </ColumnForm>
  );
}
