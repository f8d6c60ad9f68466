"use client";

import type { Ref } from "react";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";

type LeakFieldProps<Element> = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  inputRef?: Ref<Element>;
  autoFocus?: boolean;
  className?: string;
};

/** The secret, or whatever lines it stands in. */
export function LeakedTextField(props: LeakFieldProps<HTMLTextAreaElement>) {
  const { label, value, onChange, error, inputRef, autoFocus } = props;
  return (
    <Field label={label} description="Or the lines it stands in. It is looked up and not kept." error={error}>
      {(control) => (
        <Textarea
          {...control}
          ref={inputRef}
          rows={3}
          autoFocus={autoFocus}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="tabular"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** The address of the page that shows it. */
export function LeakPlaceField(props: LeakFieldProps<HTMLInputElement>) {
  const { label, value, onChange, error, inputRef, className } = props;
  return (
    <Field label={label} optional description="The address of the page. What its query says is not kept." error={error}>
      {(control) => (
        <Input
          {...control}
          ref={inputRef}
          type="url"
          autoComplete="off"
          placeholder="https://"
          className={className}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
