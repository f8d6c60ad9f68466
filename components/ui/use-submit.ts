"use client";

import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { z } from "zod";

type Failure = { message: string; fieldErrors?: Record<string, string> };
type Outcome = { ok: true } | { ok: false; error: Failure };

type Submission = {
  form: RefObject<HTMLFormElement | null>;
  /** Field name → what is wrong with it. */
  errors: Record<string, string>;
  /** What is wrong beside the fields. */
  message: string | null;
  pending: boolean;
  onSubmit: (event: FormEvent) => void;
};

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

/** The first thing wrong with each field. */
export function fieldIssues(error: z.ZodError): Record<string, string> {
  const found: Record<string, string> = {};
  for (const issue of error.issues) found[String(issue.path[0] ?? "form")] ??= issue.message;
  return found;
}

/**
 * A form's way to the server: one submission at a time, errors beside their fields, the first of them focused.
 * `run` answers what a server action answers; it deals with success itself.
 */
export function useSubmit(run: () => Promise<Outcome>): Submission {
  const form = useRef<HTMLFormElement>(null);
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each failure, also an equal one, moves the focus.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [failure]);

  const submit = async () => {
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    try {
      const outcome = await run();
      setFailure(outcome.ok ? null : outcome.error);
    } catch {
      setFailure({ message: UNREACHABLE });
    } finally {
      busy.current = false;
      setPending(false);
    }
  };

  // The server names a field by its path (`rateLimit.limit`); a form shows one error for all of `rateLimit`.
  const errors: Record<string, string> = {};
  for (const [path, text] of Object.entries(failure?.fieldErrors ?? {})) errors[path.split(".")[0] ?? path] ??= text;
  return {
    form,
    errors,
    message: failure !== null && Object.keys(errors).length === 0 ? failure.message : null,
    pending,
    onSubmit: (event) => {
      event.preventDefault();
      void submit();
    },
  };
}

/** Checks before asking the server, in the words the server would use; `more` are words of the form's own. */
export function invalid(error: z.ZodError | undefined, more?: Record<string, string>): { ok: false; error: Failure } {
  return { ok: false, error: { message: "", fieldErrors: { ...(error && fieldIssues(error)), ...more } } };
}
