"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { PasswordInput } from "@/components/auth/password-input";
import { signInProblem } from "@/components/auth/sign-in-problem";
import { ColumnForm } from "@/components/ui/column-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { signUpInvitedAction } from "@/lib/actions/teams";
import { signUpInvitedSchema } from "@/lib/teams/schema";

/** An account for the invited address, in the team that invites. */
export function InvitedSignUpForm({ token, email }: { token: string; email: string }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");

  const submission = useSubmit(async () => {
    const input = { token, name, password };
    const parsed = signUpInvitedSchema.safeParse(input);
    if (!parsed.success || password === "") {
      return invalid(parsed.error, password === "" ? { password: "Choose a password." } : {});
    }
    const made = await signUpInvitedAction(input);
    if (!made.ok) return made;
    const signedIn = await signIn("credentials", { redirect: false, callbackUrl: "/", email, password });
    window.location.replace(signInProblem(signedIn) ? "/sign-in" : `/${made.data.teamSlug}/keys`);
    return new Promise(() => {});
  });
  const { errors } = submission;

  return (
    <ColumnForm submission={submission} act="Create account and join">
      <Field label="Your name" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
            className="!h-9"
          />
        )}
      </Field>
      <Field label="Email" description="The invitation is for this address.">
        {(control) => (
          <Input
            {...control}
            type="email"
            name="email"
            autoComplete="username"
            readOnly
            value={email}
            className="!h-9"
          />
        )}
      </Field>
      <Field
        label="Password"
        description="At least 15 characters. A few unrelated words are easy to keep in mind."
        error={errors.password}
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
    </ColumnForm>
  );
}
