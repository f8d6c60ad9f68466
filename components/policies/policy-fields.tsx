"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Policy } from "@/lib/policies/policy";
import { span } from "@/lib/policies/policy-words";
import { DaysField } from "./days-field";
import { type Described, fieldWords } from "./field-words";

const GRACES = [0, 900, 3_600, 21_600, 86_400, 259_200, 604_800, 2_592_000];
/** Whatever the provider has, or the product. */
const UNSET = "unset";

type PolicyFieldsProps = {
  draft: Policy;
  onChange: (draft: Policy) => void;
  errors: Record<string, string>;
  /** In a team's form: what the provider asks, which a team can only tighten. */
  provider?: Policy;
};

/** One limit after the other, each with what it means; to a team also with what the provider asks. */
export function PolicyFields({ draft, onChange, errors, provider }: PolicyFieldsProps) {
  const set = (change: Partial<Policy>) => onChange({ ...draft, ...change });
  const days = (
    limit: "maximumLifetimeDays" | "defaultExpiryDays" | "rotateEveryDays",
    label: string,
    max?: number,
  ) => (
    <DaysField
      label={label}
      description={fieldWords(limit, provider)}
      error={errors[limit]}
      value={draft[limit]}
      onChange={(value) => set({ [limit]: value })}
      empty={provider?.[limit] ? `${provider[limit]}, as the provider` : "None"}
      max={max}
    />
  );
  const words = (limit: Described) => fieldWords(limit, provider);
  const most = provider?.longestGraceSeconds ?? null;
  const offered = GRACES.filter((seconds) => most === null || seconds <= most);
  const graces = [...new Set([...offered, ...(draft.longestGraceSeconds === null ? [] : [draft.longestGraceSeconds])])];
  const graceWords = (seconds: number): string => (seconds === 0 ? "None: ends with the rotation" : span(seconds));
  return (
    <>
      {days("maximumLifetimeDays", "Maximum lifetime", provider?.maximumLifetimeDays ?? undefined)}
      {days("defaultExpiryDays", "Default expiry")}
      {days("rotateEveryDays", "Rotate every", provider?.rotateEveryDays ?? undefined)}
      <Field
        label="Keys that are overdue"
        description={
          provider?.overdueRotation === "end"
            ? "The provider ends them, so that every team does."
            : "Ended: refused until they are rotated. No rotation that is asked for anew ends a key within 30 days."
        }
        error={errors.overdueRotation}
      >
        {(control) => (
          <Select
            {...control}
            disabled={provider?.overdueRotation === "end"}
            className="w-full max-w-80"
            value={provider?.overdueRotation === "end" ? "end" : (draft.overdueRotation ?? "warn")}
            onValueChange={(value) =>
              set({ overdueRotation: value === "end" ? "end" : provider === undefined ? "warn" : null })
            }
            options={[
              { value: "warn", label: "Are shown, and go on working" },
              { value: "end", label: "Are ended until they are rotated" },
            ]}
          />
        )}
      </Field>
      <Field
        label="Longest grace of a rotation"
        description={words("longestGraceSeconds")}
        error={errors.longestGraceSeconds}
      >
        {(control) => (
          <Select
            {...control}
            className="w-full max-w-80"
            value={draft.longestGraceSeconds === null ? UNSET : String(draft.longestGraceSeconds)}
            onValueChange={(value) => set({ longestGraceSeconds: value === UNSET ? null : Number(value) })}
            options={[
              { value: UNSET, label: most === null ? "Up to 30 days" : `As the provider: ${graceWords(most)}` },
              ...graces
                .sort((a, b) => a - b)
                .map((seconds) => ({ value: String(seconds), label: graceWords(seconds) })),
            ]}
          />
        )}
      </Field>
      <Checkbox
        label="Every live key needs an IP allow list"
        description={words("liveAllowList")}
        checked={draft.liveAllowList || provider?.liveAllowList === true}
        disabled={provider?.liveAllowList === true}
        onCheckedChange={(liveAllowList) => set({ liveAllowList })}
      />
    </>
  );
}
