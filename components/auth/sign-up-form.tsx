"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { ColumnForm } from "@/components/ui/column-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { signUpAction } from "@/lib/actions/account";
import { signUpSchema } from "@/lib/auth/schema";
import { PasswordInput } from "./password-input";
import { signInProblem } from "./sign-in-problem";

const EMPTY = { name: "", email: "", password: "", teamName: "" };

export function SignUpForm({ submitLabel }: { submitLabel: string }) {
  const [values, setValues] = useState(EMPTY);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const input = (name: keyof typeof EMPTY) => ({
    name,
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const submission = useSubmit(async () => {
    const parsed = signUpSchema.safeParse(values);
    if (!parsed.success || values.password === "") {
      // The password's own rules are the server's; that there must be one is known here.
      return invalid(parsed.error, values.password === "" ? { password: "Choose a password." } : {});
    }
    const made = await signUpAction(parsed.data);
    if (!made.ok) return made;
    const { email, password } = parsed.data;
    if (made.data.next === "look_into_mail") {
      setMailedTo(email);
      return made;
    }
    const problem = signInProblem(await signIn("credentials", { redirect: false, email, password }));
    window.location.assign(problem ? "/sign-in" : "/");
    return new Promise(() => {});
  });
  const { errors } = submission;

  if (mailedTo !== null)
    return (
      <Notice announce>
        Look into the mail of <bdi className="font-medium">{mailedTo}</bdi>: what is there says how to go on.
      </Notice>
    );
  return (
    <ColumnForm submission={submission} act={submitLabel}>
      <Field label="Your name" error={errors.name}>
        {(control) => <Input {...control} {...input("name")} autoComplete="name" autoFocus className="!h-9" />}
      </Field>
      <Field label="Email" error={errors.email}>
        {(control) => <Input {...control} {...input("email")} type="email" autoComplete="username" className="!h-9" />}
      </Field>
      <Field
        label="Password"
        description="At least 15 characters. A few unrelated words are easy to keep in mind."
        error={errors.password}
      >
        {(control) => <PasswordInput {...control} {...input("password")} autoComplete="new-password" />}
      </Field>
      <Field label="Team" description="The company or project whose keys you look after." error={errors.teamName}>
        {(control) => <Input {...control} {...input("teamName")} autoComplete="organization" className="!h-9" />}
      </Field>
    </ColumnForm>
  );
}
