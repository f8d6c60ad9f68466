"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { ColumnForm } from "@/components/ui/column-form";
import { Field } from "@/components/ui/field";
import { useSubmit } from "@/components/ui/use-submit";
import { CodeInput } from "./code-input";
import { takeReturn } from "./second-step";
import { signInProblem } from "./sign-in-problem";

const WRONG = "This code does not count. Use the one your app shows now, or a recovery code that was not used yet.";

/** The second step of a sign-in. `returnTo`: where it leads, when a provider took the first one. */
export function SecondFactorForm({ returnTo }: { returnTo: string }) {
  const [code, setCode] = useState("");
  const submission = useSubmit(async () => {
    if (code.trim() === "") return { ok: false, error: { message: "", fieldErrors: { code: "Type the code." } } };
    const callbackUrl = new URL(returnTo, window.location.href).href;
    const answer = await signIn("second-factor", { redirect: false, callbackUrl, code });
    const problem = signInProblem(answer);
    if (problem !== null) {
      setCode("");
      const wrong = answer?.error === "CredentialsSignin";
      return { ok: false, error: wrong ? { message: "", fieldErrors: { code: WRONG } } : { message: problem } };
    }
    window.location.assign(takeReturn() ?? returnTo);
    return new Promise(() => {});
  });
  const { errors } = submission;
  return (
    <ColumnForm submission={submission} act="Sign in">
      <Field label="Code" description="Six digits. A recovery code works too, once." error={errors.code}>
        {(control) => (
          <CodeInput {...control} autoFocus value={code} onChange={(event) => setCode(event.target.value)} />
        )}
      </Field>
    </ColumnForm>
  );
}
