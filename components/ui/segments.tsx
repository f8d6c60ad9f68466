"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import clsx from "clsx";

type SegmentsProps<Value extends string> = {
  label: string;
  value: Value;
  onValueChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
  className?: string;
};

/** A few choices of which one holds, side by side. */
export function Segments<Value extends string>({
  label,
  value,
  onValueChange,
  options,
  className,
}: SegmentsProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onValueChange(next as Value)}
      className={clsx("inline-flex w-fit max-w-full flex-wrap gap-0.5 rounded bg-hover p-0.5", className)}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          className="flex h-7 cursor-pointer items-center rounded-sm px-3 font-medium text-muted text-xs transition-colors hover:text-text data-checked:bg-selected data-checked:text-text data-checked:shadow-[0_1px_2px_rgb(0_0_0/0.08)]"
        >
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
