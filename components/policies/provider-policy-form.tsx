"use client";

import { useState } from "react";
import { SettingsCard } from "@/components/operator/settings-card";
import { useSaved } from "@/components/operator/use-saved";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editProviderPolicyAction } from "@/lib/actions/policies";
import type { Policy } from "@/lib/policies/policy";
import { type EditProviderPolicyInput, editProviderPolicySchema } from "@/lib/policies/schema";
import { EffectNote } from "./effect-note";
import { PolicyFields } from "./policy-fields";

/** What the provider asks of the keys of every team. */
export function ProviderPolicyForm({ policy }: { policy: EditProviderPolicyInput }) {
  const [draft, setDraft] = useState<Policy>(policy);
  const onSaved = useSaved();
  const input = { ...draft, overdueRotation: draft.overdueRotation ?? "warn" };
  const parsed = editProviderPolicySchema.safeParse(input);
  const { errors, ...card } = useSubmit(async () => {
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editProviderPolicyAction(input);
    if (saved.ok) onSaved("Policy saved");
    return saved;
  });
  return (
    <SettingsCard
      {...card}
      title="Policy"
      intro="It holds for the keys of every team. A team can tighten it on its settings and never loosen it."
      submitLabel="Save policy"
      note="Limits hold for keys made and changed from now on. Dates of rotation change at once."
    >
      <PolicyFields draft={draft} onChange={setDraft} errors={errors} />
      <EffectNote path="/operator/limits/effect" draft={parsed.success ? parsed.data : null} inForce={input} />
    </SettingsCard>
  );
}
