"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { editProductAction } from "@/lib/actions/operator";
import { editProductSchema } from "@/lib/operator/schema";
import { SettingsCard } from "./settings-card";
import { useSaved } from "./use-saved";

export function ProductNameForm({ productName }: { productName: string }) {
  const [name, setName] = useState(productName);
  const onSaved = useSaved();
  const submission = useSubmit(async () => {
    const parsed = editProductSchema.safeParse({ productName: name });
    if (!parsed.success) return invalid(parsed.error);
    const saved = await editProductAction({ productName: name });
    if (saved.ok) onSaved("Name saved");
    return saved;
  });
  const { errors, ...card } = submission;
  return (
    <SettingsCard {...card} title="Name" submitLabel="Save name" note="Takes effect everywhere at once.">
      <Field
        label="Product name"
        description="Shown at sign-in, in page titles, in mails and in the documentation; the gateway names it in its challenges."
        error={errors.productName}
      >
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={120}
            placeholder="Acme API"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
    </SettingsCard>
  );
}
