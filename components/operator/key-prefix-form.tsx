"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editKeyPrefixAction } from "@/lib/actions/operator";
import { editKeyPrefixSchema } from "@/lib/operator/schema";
import { SettingsCard } from "./settings-card";
import { useSaved } from "./use-saved";

type KeyPrefixFormProps = { keyPrefix: string; former: readonly string[] };

export function KeyPrefixForm({ keyPrefix, former }: KeyPrefixFormProps) {
  const [prefix, setPrefix] = useState(keyPrefix);
  const onSaved = useSaved();
  const { errors, ...card } = useSubmit(async () => {
    const parsed = editKeyPrefixSchema.safeParse({ keyPrefix: prefix });
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editKeyPrefixAction({ keyPrefix: prefix });
    if (saved.ok) onSaved("Prefix saved");
    return saved;
  });
  return (
    <SettingsCard
      {...card}
      title="Key prefix"
      submitLabel="Save prefix"
      intro="What every secret begins with. It says whose key it is, to people and to secret scanners."
      note={
        former.length > 0 ? (
          <>
            Earlier keys begin with <span className="tabular">{former.join(", ")}</span>.
          </>
        ) : undefined
      }
    >
      <Field label="Prefix" description="2 to 16 of a–z and 0–9, a letter first." error={errors.keyPrefix}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={32}
            className="tabular max-w-60"
            value={prefix}
            onChange={(event) => setPrefix(event.target.value)}
          />
        )}
      </Field>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <dt className="text-muted">New keys</dt>
        <dd className="tabular [overflow-wrap:anywhere]">{prefix || "…"}_live_****o5p6</dd>
        <dt className="text-muted">Existing keys</dt>
        <dd>keep their prefix and go on working; a rotated key’s new secret has the new one</dd>
        <dt className="text-muted">Scanners</dt>
        <dd>the expression in the docs finds both; give it to your scanners again</dd>
      </dl>
    </SettingsCard>
  );
}
