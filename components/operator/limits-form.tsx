"use client";

import { useState } from "react";
import { RateLimitInputs } from "@/components/keys/rate-limit-inputs";
import { Field } from "@/components/ui/field";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editLimitsAction } from "@/lib/actions/operator";
import { type EditLimitsInput, editLimitsSchema } from "@/lib/operator/schema";
import { SettingsCard } from "./settings-card";
import { useSaved } from "./use-saved";

export function LimitsForm({ limits }: { limits: EditLimitsInput }) {
  const [defaultRateLimit, setDefaultRateLimit] = useState(limits.defaultRateLimit);
  const onSaved = useSaved();
  const { errors, ...card } = useSubmit(async () => {
    const input = { defaultRateLimit };
    const parsed = editLimitsSchema.safeParse(input);
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editLimitsAction(input);
    if (saved.ok) onSaved("Limit saved");
    return saved;
  });
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
          <RateLimitInputs
            control={control}
            className="max-w-96"
            value={defaultRateLimit}
            onChange={setDefaultRateLimit}
          />
        )}
      </Field>
    </SettingsCard>
  );
}
