import clsx from "clsx";
import type { FieldControl } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { perWindow } from "./policy-in-words";

const WINDOWS = [1, 10, 60, 3_600, 86_400];

type RateLimit = { limit: number; windowSeconds: number };
type RateLimitInputsProps = {
  /** Of the field around it. */
  control: FieldControl;
  /** `limit` NaN: nothing is typed. */
  value: RateLimit;
  onChange: (value: RateLimit) => void;
  className?: string;
};

/** How many requests, and in which window: one of the usual ones, or the one it has. */
export function RateLimitInputs({ control, value, onChange, className }: RateLimitInputsProps) {
  const { limit, windowSeconds } = value;
  const windows = WINDOWS.includes(windowSeconds) ? WINDOWS : [...WINDOWS, windowSeconds];
  return (
    <div className={clsx("grid grid-cols-2 gap-2", className)}>
      <Input
        {...control}
        type="number"
        inputMode="numeric"
        min={1}
        max={1_000_000}
        step={1}
        className="tabular"
        value={Number.isNaN(limit) ? "" : limit}
        onChange={(event) => onChange({ limit: event.target.valueAsNumber, windowSeconds })}
      />
      <Select
        label="Rate limit window"
        value={String(windowSeconds)}
        onValueChange={(seconds) => onChange({ limit, windowSeconds: Number(seconds) })}
        options={windows.map((seconds) => ({
          value: String(seconds),
          label: perWindow({ limit: null, windowSeconds: seconds }),
        }))}
      />
    </div>
  );
}
