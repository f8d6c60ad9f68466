"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { buttonClass } from "./button-class";

export type SearchOption<Value extends string> = {
  value: Value;
  label: string;
  /** Beside the label, and found by the search too. */
  detail?: string;
};

type SearchSelectProps<Value extends string> = {
  /** Accessible name, which the visible text should begin with or contain. */
  label: string;
  trigger: ReactNode;
  value: Value;
  onValueChange: (value: Value) => void;
  /** Asked for when the list opens, since it may be long. */
  options: () => readonly SearchOption<Value>[];
  /** Given by who searches elsewhere: `options` are then what was found for the text typed last, and asked for again and again. */
  onTyped?: (text: string) => void;
  triggerClassName?: string;
  align?: "start" | "end";
  placeholder: string;
  /** Said when nothing matches. */
  empty: string;
};

const plain = (text: string): string => text.toLowerCase().replace(/[_/\s]+/g, " ");

/** Every word typed is somewhere in the option. */
function isMatch<Value extends string>({ label, detail = "" }: SearchOption<Value>, typed: string): boolean {
  const text = plain(`${label} ${detail}`);
  return plain(typed)
    .split(" ")
    .every((word) => text.includes(word));
}

/** A choice out of more than fit a menu, found by typing. */
export function SearchSelect<Value extends string>(props: SearchSelectProps<Value>) {
  const { label, trigger, value, onValueChange, options, onTyped, placeholder, empty, align = "end" } = props;
  const [listed, setListed] = useState<readonly SearchOption<Value>[]>([]);
  const shown = onTyped ? options() : listed;
  return (
    <Base.Root
      items={shown}
      value={shown.find((option) => option.value === value) ?? null}
      isItemEqualToValue={(a: SearchOption<Value>, b: SearchOption<Value>) => a.value === b.value}
      filter={onTyped ? null : isMatch}
      onInputValueChange={onTyped}
      autoHighlight
      onOpenChange={(open) => {
        if (open) setListed(options());
      }}
      onValueChange={(next: SearchOption<Value> | null) => {
        if (next !== null) onValueChange(next.value);
      }}
    >
      <Base.Trigger aria-label={label} className={props.triggerClassName ?? buttonClass("ghost", "sm")}>
        {trigger}
        <ChevronDown aria-hidden className="size-3.5 text-muted" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-[70] outline-hidden">
          <Base.Popup
            aria-label={label}
            className="w-72 max-w-(--available-width) rounded-lg border border-line bg-surface shadow-raised outline-hidden transition-opacity duration-100 data-ending-style:opacity-0"
          >
            <div className="flex items-center gap-2 border-line border-b px-3">
              <Search aria-hidden className="size-3.5 shrink-0 text-muted" />
              <Base.Input
                aria-label={label}
                placeholder={placeholder}
                className="h-9 w-full bg-transparent text-base outline-hidden placeholder:text-muted cards:text-sm"
              />
            </div>
            <Base.Empty className="px-3 py-4 text-center text-muted text-sm empty:hidden">{empty}</Base.Empty>
            <Base.List className="max-h-[min(320px,calc(var(--available-height)-48px))] scroll-py-1 overflow-y-auto p-1 empty:p-0">
              {(option: SearchOption<Value>) => (
                <Base.Item
                  key={option.value}
                  value={option}
                  className="flex min-h-8 cursor-default select-none items-center gap-2 rounded-sm px-2 text-sm outline-hidden data-highlighted:bg-hover"
                >
                  <span className="min-w-0 grow truncate">{option.label}</span>
                  {option.detail && <span className="shrink-0 text-muted text-xs tabular-nums">{option.detail}</span>}
                  <span className="size-3.5 shrink-0">
                    <Base.ItemIndicator>
                      <Check aria-hidden className="size-3.5" />
                    </Base.ItemIndicator>
                  </span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
