"use client";

import Link from "next/link";
import { useState } from "react";
import { SettingsCard } from "@/components/operator/settings-card";
import { useSaved } from "@/components/operator/use-saved";
import { Choice, ChoiceGroup } from "@/components/ui/choice";
import { useSubmit } from "@/components/ui/use-submit";
import { whole } from "@/components/usage/usage-format";
import { editLeakResponseAction } from "@/lib/actions/leaks";
import { LEAK_RESPONSES } from "@/lib/leaks/leak-response";
import type { LeakSettings } from "@/lib/leaks/read-leak-settings";
import { RESPONSE_WORDS } from "./response-words";

/** What follows when somebody who is known reports a leaked secret. */
export function LeakResponseForm({ settings: { leakResponse, reports } }: { settings: LeakSettings }) {
  const [chosen, setChosen] = useState(leakResponse);
  const onSaved = useSaved();
  const { errors: _, ...card } = useSubmit(async () => {
    const saved = await editLeakResponseAction({ leakResponse: chosen });
    if (saved.ok) onSaved("Leak response saved");
    return saved;
  });
  return (
    <SettingsCard
      {...card}
      title="Leaked secrets"
      submitLabel="Save leak response"
      intro={
        <>
          What follows when GitHub’s secret scanning reports a secret, or a member who may revoke its key. Whoever
          reports one without a name only has its people told.{" "}
          <Link href="/docs/detection#partner" className="font-medium text-text underline underline-offset-2">
            How reports come in
          </Link>
        </>
      }
      note={`In the last 30 days: ${whole(reports.real)} reported secrets of ours, ${whole(reports.unknown)} that were none.`}
    >
      <ChoiceGroup label="When a secret is reported as leaked" value={chosen} onValueChange={setChosen}>
        {LEAK_RESPONSES.map((response) => (
          <Choice
            key={response}
            value={response}
            label={RESPONSE_WORDS[response].label}
            description={RESPONSE_WORDS[response].description}
          />
        ))}
      </ChoiceGroup>
    </SettingsCard>
  );
}
