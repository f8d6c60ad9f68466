"use client";

import type { Ref } from "react";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segments } from "@/components/ui/segments";
import type { Environment } from "@/lib/keys/environment";
import { EventsField } from "./events-field";

export type EndpointDraft = { url: string; description: string; events: string[]; environment: Environment | null };

const BOTH = "both";
const OPTIONS = [
  { value: BOTH, label: "Both" },
  { value: "live", label: "live" },
  { value: "test", label: "test" },
] as const;

type EndpointFieldsProps = {
  draft: EndpointDraft;
  onChange: (draft: EndpointDraft) => void;
  errors: Record<string, string>;
  urlInput: Ref<HTMLInputElement>;
};

/** What an endpoint is: where, what for, which events of which environment. */
export function EndpointFields({ draft, onChange, errors, urlInput }: EndpointFieldsProps) {
  return (
    <>
      <Field
        label="URL"
        error={errors.url}
        description="Events are sent here by POST. Redirects are not followed, and private addresses are refused."
      >
        {(control) => (
          <Input
            {...control}
            ref={urlInput}
            type="url"
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://example.com/webhooks/latchkey"
            value={draft.url}
            onChange={(event) => onChange({ ...draft, url: event.target.value })}
          />
        )}
      </Field>
      <Field label="Description" optional error={errors.description}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            placeholder="Tells the deploy channel"
            value={draft.description}
            onChange={(event) => onChange({ ...draft, description: event.target.value })}
          />
        )}
      </Field>
      <FieldGroup label="Environment" error={errors.environment}>
        <Segments
          label="Environment"
          value={draft.environment ?? BOTH}
          onValueChange={(value) => onChange({ ...draft, environment: value === BOTH ? null : value })}
          options={OPTIONS}
        />
      </FieldGroup>
      <EventsField events={draft.events} onChange={(events) => onChange({ ...draft, events })} error={errors.events} />
    </>
  );
}
