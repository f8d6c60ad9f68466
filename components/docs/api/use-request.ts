import { type FormEvent, type RefObject, useEffect, useRef, useState } from "react";
import { buildRequest, type Filled, firstValues } from "./build-request";
import type { ApiOperation } from "./read-operations";
import { type SentAnswer, sendRequest } from "./send-request";

const UNREACHABLE = "This deployment did not answer. Check the connection and send it again.";

type Request = {
  form: RefObject<HTMLFormElement | null>;
  filled: Filled;
  fill: (filled: Filled) => void;
  errors: Record<string, string>;
  message: string | null;
  answer: SentAnswer | null;
  pending: boolean;
  onSubmit: (event: FormEvent) => void;
};

/** A request that a person fills in and sends, and what came back. */
export function useRequest(operation: ApiOperation, token: string): Request {
  const form = useRef<HTMLFormElement>(null);
  const [filled, fill] = useState<Filled>(() => ({ values: firstValues(operation), json: null }));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [message, setMessage] = useState<string | null>(null);
  const [answer, setAnswer] = useState<SentAnswer | null>(null);
  const [pending, setPending] = useState(false);

  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const send = async (): Promise<void> => {
    const built = buildRequest(operation, filled);
    setErrors(built.errors);
    setMessage(null);
    if (Object.keys(built.errors).length > 0) return;
    setPending(true);
    try {
      setAnswer(await sendRequest(built.request, token));
    } catch {
      setMessage(UNREACHABLE);
    } finally {
      setPending(false);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!pending) void send();
  };
  return { form, filled, fill, errors, message, answer, pending, onSubmit };
}
