"use client";

import { useState } from "react";
import { SettingsCard } from "@/components/operator/settings-card";
import { useSaved } from "@/components/operator/use-saved";
import { useTeam } from "@/components/shell/team-context";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editTeamPolicyAction } from "@/lib/actions/policies";
import { type Policy, policyInForce } from "@/lib/policies/policy";
import { editTeamPolicySchema } from "@/lib/policies/schema";
import { EffectNote } from "./effect-note";
import { PolicyFields } from "./policy-fields";

/** What the team asks beyond the provider. */
export function TeamPolicyForm({ provider, team }: { provider: Policy; team: Policy }) {
  const { slug } = useTeam();
  const [draft, setDraft] = useState<Policy>(team);
  const onSaved = useSaved();
  const parsed = editTeamPolicySchema.safeParse(draft);
  const { errors, ...card } = useSubmit(async () => {
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editTeamPolicyAction({ team: slug, ...draft });
    if (saved.ok) onSaved("Policy saved");
    return saved;
  });
  return (
    <SettingsCard
      {...card}
      title="Your team's policy"
      intro="A team can tighten what the provider asks and never loosen it. An empty field leaves it to the provider."
      submitLabel="Save policy"
      note="Limits hold for keys made and changed from now on. Dates of rotation change at once."
    >
      <PolicyFields draft={draft} onChange={setDraft} errors={errors} provider={provider} />
      <EffectNote
        path={`/${slug}/settings/policies/effect`}
        draft={parsed.success ? parsed.data : null}
        inForce={policyInForce(provider, draft)}
      />
    </SettingsCard>
  );
}
