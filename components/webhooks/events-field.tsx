"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field";
import { CHOOSABLE_EVENTS, type EventGroup } from "@/lib/webhooks/event-types";

const GROUPS: readonly EventGroup[] = [...new Set(CHOOSABLE_EVENTS.map(({ group }) => group))];

type EventsFieldProps = { events: readonly string[]; onChange: (events: string[]) => void; error?: string };

/** Which events an endpoint gets; a group is chosen as a whole, or one by one. */
export function EventsField({ events, onChange, error }: EventsFieldProps) {
  const change = (types: readonly string[], checked: boolean) => {
    const rest = events.filter((type) => !types.includes(type));
    onChange(checked ? [...rest, ...types] : rest);
  };
  return (
    <FieldGroup label="Events" error={error} description={`${events.length} of ${CHOOSABLE_EVENTS.length} chosen.`}>
      <div className="flex max-h-[300px] flex-col overflow-y-auto rounded border border-line">
        {GROUPS.map((group) => {
          const ofGroup = CHOOSABLE_EVENTS.filter((event) => event.group === group);
          const types = ofGroup.map(({ type }) => type);
          return (
            <fieldset key={group} className="flex flex-col gap-2 border-line border-t p-3 first:border-0">
              <legend className="sr-only">{group}</legend>
              <Checkbox
                checked={types.every((type) => events.includes(type))}
                invalid={error !== undefined}
                onCheckedChange={(checked) => change(types, checked)}
                label={`All of: ${group.toLowerCase()}`}
              />
              <div className="flex flex-col gap-2 pl-6">
                {ofGroup.map(({ type, means }) => (
                  <Checkbox
                    key={type}
                    checked={events.includes(type)}
                    onCheckedChange={(checked) => change([type], checked)}
                    label={<span className="tabular">{type}</span>}
                    description={means}
                  />
                ))}
              </div>
            </fieldset>
          );
        })}
      </div>
    </FieldGroup>
  );
}
