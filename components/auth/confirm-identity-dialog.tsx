"use client";

import { signIn } from "next-auth/react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions, DialogBody } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { confirmIdentityAction, identityProofAction } from "@/lib/actions/account";
import { confirmIdentitySchema } from "@/lib/auth/schema";
import type { IdentityProof } from "@/lib/auth/sign-in/confirm-identity";
import { CodeInput } from "./code-input";
import { PasswordInput } from "./password-input";

type Props = { open: boolean; onSettled: (proven: boolean) => void; onClosed: () => void };

/** Asks for the proof that signs this person in: password, and code where there is a second factor, or their provider. */
export function ConfirmIdentityDialog({ open, onSettled, onClosed }: Props) {
  const passwordInput = useRef<HTMLInputElement>(null);
  const [proof, setProof] = useState<IdentityProof | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");

  useEffect(() => {
    let left = false;
    identityProofAction({})
      .then((answer) => {
        if (left) return;
        if (answer.ok) setProof(answer.data);
        else setFailure(answer.error.message);
      })
      .catch(() => setFailure("The server did not answer. Check the connection and try again."));
    return () => {
      left = true;
    };
  }, []);
  useEffect(() => {
    if (proof?.password) passwordInput.current?.focus();
  }, [proof]);
  // A dialog below, which is no ancestor of this one, would hear Escape too and close with it.
  useEffect(() => {
    if (!open) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      onSettled(false);
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [open, onSettled]);

  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const parsed = confirmIdentitySchema.safeParse({ password, ...(proof?.code && { code }) });
    if (!parsed.success) return invalid(parsed.error);
    const answer = await confirmIdentityAction(parsed.data);
    if (answer.ok) onSettled(true);
    else if (answer.error.fieldErrors?.code) setCode("");
    return answer;
  });
  const problem = message ?? failure;

  return (
    <Dialog
      open={open}
      onOpenChange={() => onSettled(false)}
      onClosed={onClosed}
      title="Confirm that it is you"
      description="This cannot be done on an old sign-in. Once confirmed, it holds for 10 minutes."
      initialFocus={() => passwordInput.current ?? true}
    >
      <form ref={form} method="post" onSubmit={onSubmit} noValidate>
        <DialogBody>
          {problem && (
            <Notice tone="danger" announce>
              {problem}
            </Notice>
          )}
          {proof === null && failure === null && <Skeleton className="h-15 w-full" />}
          {proof?.password && (
            <Field label="Password" error={errors.password}>
              {(control) => (
                <PasswordInput
                  {...control}
                  ref={passwordInput}
                  name="password"
                  autoComplete="current-password"
                  value={password}
                  onChange={(event) => setPassword(event.target.value)}
                />
              )}
            </Field>
          )}
          {proof?.password && proof.code && (
            <Field
              label="Code"
              description="The six digits your authenticator app shows, or a recovery code."
              error={errors.code}
            >
              {(control) => <CodeInput {...control} value={code} onChange={(event) => setCode(event.target.value)} />}
            </Field>
          )}
          {proof?.password === false && (
            <p className="text-sm">
              You sign in with a provider. Signing in again brings you back to this page; what you were about to do is
              then done from there.
            </p>
          )}
        </DialogBody>
        <DialogActions>
          <Button onClick={() => onSettled(false)}>Cancel</Button>
          {proof?.password && (
            <Button type="submit" look="primary" pending={pending}>
              Confirm
            </Button>
          )}
          {proof?.password === false &&
            proof.providers.map(({ id, name }) => (
              <Button
                key={id}
                look="primary"
                onClick={() => void signIn(id, { callbackUrl: window.location.href, again: "1" })}
              >
                Sign in again with {name}
              </Button>
            ))}
        </DialogActions>
      </form>
    </Dialog>
  );
}
