"use client";

import { Select as Base } from "@base-ui/react/select";
import clsx from "clsx";
import { Check, ChevronDown } from "lucide-react";
import type { Ref } from "react";

type SelectOption<Value extends string> = { value: Value; label: string };

type SelectProps<Value extends string> = {
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly SelectOption<Value>[];
  /** Accessible name, when no label is tied to `id`. */
  label?: string;
  id?: string;
  /** Shown before the value, such as "Status". */
  prefix?: string;
  /** Draws the trigger as a filter in effect. */
  active?: boolean;
  className?: string;
  disabled?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** The classes of a select's trigger, for other choices that look like one. `active`: drawn as a filter in effect. */
export const selectClass = (active: boolean, className?: string): string =>
  clsx(
    "inline-flex h-8 items-center justify-between gap-2 whitespace-nowrap rounded border bg-surface px-2.5 text-sm transition-colors hover:bg-hover data-popup-open:bg-hover",
    active ? "border-accent text-text" : "border-line-strong",
    className,
  );

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, onValueChange, options, label, id, prefix, active = false, className, disabled, ref } = props;
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <Base.Trigger ref={ref} id={id} aria-label={label} className={selectClass(active, className)}>
        <span className="truncate">
          {prefix && <span className="mr-1.5 text-muted">{prefix}</span>}
          <Base.Value />
        </span>
        <Base.Icon>
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-[70] select-none outline-hidden">
          <Base.Popup className="min-w-(--anchor-width) rounded-lg border border-line bg-surface p-1 shadow-raised transition-opacity duration-100 data-ending-style:opacity-0">
            <Base.List className="max-h-(--available-height) overflow-y-auto">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="grid cursor-default grid-cols-[1fr_16px] items-center gap-4 rounded-sm px-2 py-1.5 text-sm outline-hidden data-highlighted:bg-hover"
                >
                  <Base.ItemText>{option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-3.5" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
