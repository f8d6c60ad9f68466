"use client";

import { parseAsString, useQueryState } from "nuqs";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Which request is to be explained; it is kept in the URL. Begin it anew (by a key) when that changes. */
export function RequestForm({ asked }: { asked: string }) {
  const [pending, startTransition] = useTransition();
  const [, setRequest] = useQueryState("request", parseAsString.withOptions({ shallow: false, startTransition }));
  const [text, setText] = useState(asked);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void setRequest(text.trim() || null, { history: "push" });
  };
  return (
    <form onSubmit={submit} className="flex max-w-[560px] flex-col gap-3">
      <Field
        label="Request id"
        description="requestId of an answer or of its error body, or the X-Request-Id header: req_ and what follows."
      >
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              value={text}
              onChange={({ target }) => setText(target.value)}
              placeholder="req_0dkq3n5c2h8xw1"
              maxLength={200}
              spellCheck={false}
              autoComplete="off"
              className="font-mono"
            />
            <Button type="submit" look="primary" pending={pending}>
              Explain request
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
