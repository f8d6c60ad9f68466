"use client";

import { Switch as Base } from "@base-ui/react/switch";
import type { ReactNode } from "react";

type SwitchProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  /** When the visible word alone does not say what is switched. */
  ariaLabel?: string;
};

export function Switch({ checked, onCheckedChange, label, ariaLabel }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's switch inside.
    <label className="inline-flex min-h-6 items-center gap-2 text-muted text-xs">
      <Base.Root
        aria-label={ariaLabel}
        checked={checked}
        onCheckedChange={onCheckedChange}
        className="flex h-4 w-7 rounded-full bg-line-strong p-0.5 transition-colors data-checked:bg-accent"
      >
        <Base.Thumb className="size-3 rounded-full bg-surface transition-transform data-checked:translate-x-3" />
      </Base.Root>
      {label}
    </label>
  );
}
