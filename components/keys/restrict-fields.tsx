"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTeam } from "@/components/shell/team-context";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import type { SetBy } from "@/lib/policies/policy";
import { whoAsks } from "@/lib/policies/policy-words";
import { perWindow } from "./policy-in-words";
import { RateLimitInputs } from "./rate-limit-inputs";
import { teamLimitInWords } from "./team-limit-in-words";

export type Restrictions = { allowedIps: string; limit: number; windowSeconds: number };

/** The form's text as the schema's input: one address or range a line, or separated by commas. */
export const restrictionInput = ({ allowedIps, limit, windowSeconds }: Restrictions) => ({
  allowedIps: allowedIps.split(/[\s,;]+/).filter(Boolean),
  rateLimit: { limit, windowSeconds },
});

type RestrictFieldsProps = {
  value: Restrictions;
  onChange: (value: Restrictions) => void;
  errors: Record<string, string>;
  startOpen?: boolean;
  /** Who asks for a list on this key; null: it may go without. */
  listAskedBy?: SetBy | null;
  /** Shown below each field while the fields are open, such as what the change would have done. */
  belowAddresses?: ReactNode;
  belowLimit?: ReactNode;
};

/** Folded, since most keys take the defaults; opens itself when something in it is wrong. */
export function RestrictFields({
  value,
  onChange,
  errors,
  startOpen = false,
  listAskedBy = null,
  belowAddresses,
  belowLimit,
}: RestrictFieldsProps) {
  const [open, setOpen] = useState(startOpen || listAskedBy !== null);
  const wrong = Boolean(errors.allowedIps || errors.rateLimit);
  const asked = listAskedBy !== null;
  useEffect(() => {
    if (wrong || asked) setOpen(true);
  }, [wrong, asked]);
  const { teamLimit } = useTeam();
  const { allowedIps } = restrictionInput(value);
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group rounded border border-line"
    >
      <summary className="flex min-h-9 list-none items-center gap-2 rounded px-3 text-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-3.5 text-muted transition-transform group-open:rotate-90" />
        <span className="font-medium">Restrict</span>
        <span className="ml-auto text-right text-muted text-xs">
          {allowedIps.length === 0
            ? asked
              ? "a list is needed"
              : "any address"
            : `${allowedIps.length} ${allowedIps.length === 1 ? "address" : "addresses"}`}{" "}
          · {perWindow(value)}
        </span>
      </summary>
      <div className="flex flex-col gap-4 border-line border-t p-3">
        <Field
          label="Allowed addresses"
          optional={!asked}
          description={`IPv4 or IPv6 addresses and CIDR ranges, one a line. ${asked ? `${whoAsks(listAskedBy)} asks for a list on every live key.` : "Empty: any address may use the key."}`}
          error={errors.allowedIps}
        >
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              spellCheck={false}
              placeholder={"203.0.113.7\n10.0.0.0/8"}
              className="tabular"
              value={value.allowedIps}
              onChange={(event) => onChange({ ...value, allowedIps: event.target.value })}
            />
          )}
        </Field>
        {open && belowAddresses}
        <Field
          label="Rate limit"
          description={teamLimit === null ? undefined : teamLimitInWords(teamLimit)}
          error={errors.rateLimit}
        >
          {(control) => (
            <RateLimitInputs
              control={control}
              value={value}
              onChange={(rateLimit) => onChange({ ...value, ...rateLimit })}
            />
          )}
        </Field>
        {open && belowLimit}
      </div>
    </details>
  );
}
