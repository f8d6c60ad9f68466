"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";

type ChoiceGroupProps<Value extends string> = {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  children: ReactNode;
};

/** A few choices of which one holds, each with a sentence on what it means. */
export function ChoiceGroup<Value extends string>({ label, value, onValueChange, children }: ChoiceGroupProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onValueChange(next as Value)}
      className="flex flex-col overflow-hidden rounded border border-line"
    >
      {children}
    </RadioGroup>
  );
}

type ChoiceProps = { value: string; label: ReactNode; description: ReactNode; disabled?: boolean };

export function Choice({ value, label, description, disabled = false }: ChoiceProps) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's radio inside.
    <label className="flex cursor-pointer items-start gap-2.5 border-line border-t px-3 py-2.5 text-sm first:border-0 hover:bg-hover has-data-disabled:cursor-not-allowed">
      <Radio.Root
        value={value}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-description`}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface transition-colors hover:border-muted data-checked:border-inverse data-checked:bg-inverse"
      >
        <Radio.Indicator className="size-1.5 rounded-full bg-on-inverse data-unchecked:hidden" />
      </Radio.Root>
      <span className="min-w-0">
        <span id={`${id}-label`} className="block font-medium">
          {label}
        </span>
        <span id={`${id}-description`} className="block text-muted text-xs">
          {description}
        </span>
      </span>
    </label>
  );
}
