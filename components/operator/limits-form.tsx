"use client";

import { useState } from "react";
import { perWindow } from "@/components/keys/policy-in-words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editLimitsAction } from "@/lib/actions/operator";
import { type EditLimitsInput, editLimitsSchema } from "@/lib/operator/schema";
import { SettingsCard } from "./settings-card";
import { useSaved } from "./use-saved";

const WINDOWS = [1, 10, 60, 3_600, 86_400];

const shown = (n: number): number | "" => (Number.isNaN(n) ? "" : n);

export function LimitsForm({ limits }: { limits: EditLimitsInput }) {
  const [{ limit, windowSeconds }, setRate] = useState(limits.defaultRateLimit);
  const onSaved = useSaved();
  const { errors, ...card } = useSubmit(async () => {
    const input = { defaultRateLimit: { limit, windowSeconds } };
    const parsed = editLimitsSchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editLimitsAction(input);
    if (saved.ok) onSaved("Limit saved");
    return saved;
  });
  const windows = WINDOWS.includes(windowSeconds) ? WINDOWS : [...WINDOWS, windowSeconds];
  return (
    <SettingsCard
      {...card}
      title="Rate limit"
      submitLabel="Save limit"
      intro="It holds for keys made from now on. No existing key changes its limit."
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
    </SettingsCard>
  );
}
