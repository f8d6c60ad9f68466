"use client";

import { LoaderCircle, X } from "lucide-react";
import type { TransitionStartFunction } from "react";
import { useTeamIfAny } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/now";
import { Segments } from "@/components/ui/segments";
import { Select } from "@/components/ui/select";
import { stretchText } from "@/components/usage/bucket-text";
import { CustomRange } from "@/components/usage/custom-range";
import type { AuditChoices } from "@/lib/audit/list-choices";
import { DAY } from "@/lib/usage/step";
import { actionTitle } from "./action-words";
import { AUDIT_RANGES, isFiltered, NO_AUDIT_FILTERS } from "./audit-filters";
import { KeyPicker } from "./key-picker";
import { useAuditFilters } from "./use-audit-filters";

const ANY = "any";
type RangeChoice = (typeof AUDIT_RANGES)[number] | typeof ANY | "custom";
const RANGES = [{ value: ANY, label: "All" }, ...AUDIT_RANGES.map((name) => ({ value: name, label: name }))] as const;

type AuditFilterBarProps = {
  choices: AuditChoices;
  /** Of the key in the filter. */
  keyLabel: string | null;
  zone: string;
  pending: boolean;
  startTransition: TransitionStartFunction;
};

/** Who, what, which key and when; every one of them lives in the URL. */
export function AuditFilterBar({ choices, keyLabel, zone, pending, startTransition }: AuditFilterBarProps) {
  const [filters, setFilters] = useAuditFilters(startTransition);
  const team = useTeamIfAny();
  const now = useNow();
  const from = Date.parse(filters.from ?? "");
  const to = Date.parse(filters.to ?? "");
  const isCustom = !Number.isNaN(from) || !Number.isNaN(to);
  const choose = (name: "actor" | "action") => ({
    value: filters[name] ?? ANY,
    active: filters[name] !== null,
    onValueChange: (value: string) => void setFilters({ [name]: value === ANY ? null : value, page: 1 }),
  });
  return (
    <search className="flex flex-wrap items-center gap-2">
      <Select
        label="Actor"
        prefix="By"
        className="max-w-60"
        options={[
          { value: ANY, label: "Anyone" },
          ...choices.actors.map(({ id, name, kind }) => ({
            value: id,
            label: kind === "access_token" ? `${name} (access token)` : name,
          })),
        ]}
        {...choose("actor")}
      />
      <Select
        label="Action"
        prefix="Action"
        className="max-w-72"
        options={[
          { value: ANY, label: "Any" },
          ...choices.actions.map((action) => ({ value: action, label: actionTitle(action) })),
        ]}
        {...choose("action")}
      />
      {team && (
        <KeyPicker
          chosen={filters.key === null ? null : { id: filters.key, label: keyLabel }}
          onChosen={(key) => void setFilters({ key, page: 1 })}
        />
      )}
      <Segments<RangeChoice>
        label="Time range"
        value={isCustom ? "custom" : (filters.range ?? ANY)}
        onValueChange={(next) => {
          if (next !== "custom") void setFilters({ range: next === ANY ? null : next, from: null, to: null, page: 1 });
        }}
        options={RANGES}
      />
      <CustomRange
        size="md"
        shown={{
          from: Number.isNaN(from) ? now - DAY : from,
          to: Number.isNaN(to) ? now : to,
          chosenZone: zone,
        }}
        of={{ begins: "The trail begins" }}
        onChosen={(chosen) => void setFilters({ ...chosen, range: null, page: 1 })}
      />
      {isCustom && (
        <p className="text-muted text-xs">
          {stretchText(Number.isNaN(from) ? 0 : from, Number.isNaN(to) ? now : to, zone)}
        </p>
      )}
      {isFiltered(filters) && (
        <Button
          look="ghost"
          icon={<X aria-hidden className="size-3.5" />}
          onClick={() => void setFilters(NO_AUDIT_FILTERS)}
        >
          Clear filters
        </Button>
      )}
      {pending && <LoaderCircle aria-hidden className="size-4 animate-spin text-muted" />}
    </search>
  );
}
