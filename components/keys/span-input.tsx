"use client";

import { useState } from "react";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

const UNIT_SECONDS = { minutes: 60, hours: 3_600, days: 86_400 } as const;
type Unit = keyof typeof UNIT_SECONDS;
const UNITS = (Object.keys(UNIT_SECONDS) as Unit[]).map((unit) => ({ value: unit, label: unit }));

/** What the input holds before anybody has typed. */
export const FIRST_SPAN_SECONDS = 2 * UNIT_SECONDS.days;

type SpanInputProps = { invalid: boolean; onChange: (seconds: number) => void };

/** A length of time, by amount and unit. @param onChange is told seconds; NaN while there is no amount */
export function SpanInput({ invalid, onChange }: SpanInputProps) {
  const [amount, setAmount] = useState(2);
  const [unit, setUnit] = useState<Unit>("days");
  const change = (nextAmount: number, nextUnit: Unit) => {
    setAmount(nextAmount);
    setUnit(nextUnit);
    onChange(Math.round(nextAmount * UNIT_SECONDS[nextUnit]));
  };
  return (
    <div className="grid grid-cols-2 gap-2">
      <Input
        type="number"
        aria-label="Amount of time"
        aria-invalid={invalid ? true : undefined}
        min={1}
        step={1}
        className="tabular"
        value={Number.isNaN(amount) ? "" : amount}
        onChange={(event) => change(event.target.valueAsNumber, unit)}
      />
      <Select label="Unit of time" value={unit} onValueChange={(next) => change(amount, next)} options={UNITS} />
    </div>
  );
}
