"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MAXIMUM_POLICY_DAYS } from "@/lib/policies/schema";

type DaysFieldProps = {
  label: string;
  description: ReactNode;
  error: string | undefined;
  value: number | null;
  onChange: (days: number | null) => void;
  /** What an empty field means. */
  empty: string;
  max?: number | null;
};

/** A number of days; an empty field is none. */
export function DaysField({ label, description, error, value, onChange, empty, max }: DaysFieldProps) {
  return (
    <Field label={label} description={description} error={error}>
      {(control) => (
        <div className="flex items-center gap-2">
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            max={max ?? MAXIMUM_POLICY_DAYS}
            placeholder={empty}
            className="tabular max-w-44"
            value={value ?? ""}
            onChange={(event) => {
              const days = event.target.valueAsNumber;
              onChange(Number.isNaN(days) ? null : days);
            }}
          />
          <span aria-hidden className="text-muted text-sm">
            days
          </span>
        </div>
      )}
    </Field>
  );
}
