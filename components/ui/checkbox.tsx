"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import clsx from "clsx";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

type CheckboxProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
  invalid?: boolean;
};

export function Checkbox({ checked, onCheckedChange, label, description, disabled = false, invalid }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's checkbox inside.
    <label className={clsx("flex min-h-6 items-start gap-2.5 text-sm")}>
      <Base.Root
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        aria-invalid={invalid || undefined}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface transition-colors hover:border-muted data-disabled:cursor-not-allowed data-disabled:bg-hover data-disabled:opacity-60 aria-invalid:border-danger data-checked:border-inverse data-checked:bg-inverse data-checked:text-on-inverse"
      >
        <Base.Indicator className="flex data-unchecked:hidden">
          <Check aria-hidden className="size-3" strokeWidth={3} />
        </Base.Indicator>
      </Base.Root>
      <span>
        <span className={clsx("font-medium", disabled && "text-muted")}>{label}</span>
        {description && <span className="block text-muted text-xs">{description}</span>}
      </span>
    </label>
  );
}
