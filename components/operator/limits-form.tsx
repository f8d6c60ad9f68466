"use client";

import { useState } from "react";
import { perWindow } from "@/components/keys/policy-in-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editLimitsAction } from "@/lib/actions/operator";
import { type EditLimitsInput, editLimitsSchema } from "@/lib/operator/schema";
import { SettingsCard } from "./settings-card";
import { useSaved } from "./use-saved";

const WINDOWS = [1, 10, 60, 3_600, 86_400];
const FIRST_LIFETIME_DAYS = 365;

const shown = (n: number): number | "" => (Number.isNaN(n) ? "" : n);

export function LimitsForm({ limits }: { limits: EditLimitsInput }) {
  const [{ limit, windowSeconds }, setRate] = useState(limits.defaultRateLimit);
  const [isBounded, setBounded] = useState(limits.maximumLifetimeDays !== null);
  const [days, setDays] = useState(limits.maximumLifetimeDays ?? FIRST_LIFETIME_DAYS);
  const onSaved = useSaved();
  const { errors, ...card } = useSubmit(async () => {
    const input = { defaultRateLimit: { limit, windowSeconds }, maximumLifetimeDays: isBounded ? days : null };
    const parsed = editLimitsSchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editLimitsAction(input);
    if (saved.ok) onSaved("Limits saved");
    return saved;
  });
  const windows = WINDOWS.includes(windowSeconds) ? WINDOWS : [...WINDOWS, windowSeconds];
  return (
    <SettingsCard
      {...card}
      title="Defaults and maxima"
      submitLabel="Save limits"
      intro="They hold for keys made, and expiries set, from now on. No existing key changes its limit or its end; Key review shows the keys that live longer than this."
    >
      <Field
        label="Default rate limit"
        description="For a key that is given none of its own. The window slides."
        error={errors.defaultRateLimit}
      >
        {(control) => (
          <div className="grid max-w-96 grid-cols-2 gap-2">
            <Input
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={1_000_000}
              className="tabular"
              value={shown(limit)}
              onChange={(event) => setRate({ limit: event.target.valueAsNumber, windowSeconds })}
            />
            <Select
              label="Rate limit window"
              value={String(windowSeconds)}
              onValueChange={(seconds) => setRate({ limit, windowSeconds: Number(seconds) })}
              options={windows.map((seconds) => ({
                value: String(seconds),
                label: perWindow({ limit: null, windowSeconds: seconds }),
              }))}
            />
          </div>
        )}
      </Field>
      <Checkbox
        checked={isBounded}
        onCheckedChange={setBounded}
        label="Every key has to expire"
        description="Counted from its creation; a rotation does not lengthen it."
      />
      {isBounded && (
        <Field label="Maximum lifetime in days" error={errors.maximumLifetimeDays}>
          {(control) => (
            <Input
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={3_650}
              className="tabular max-w-40"
              value={shown(days)}
              onChange={(event) => setDays(event.target.valueAsNumber)}
            />
          )}
        </Field>
      )}
    </SettingsCard>
  );
}
