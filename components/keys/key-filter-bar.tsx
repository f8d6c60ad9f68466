"use client";

import { LoaderCircle, Search, X } from "lucide-react";
import { debounce } from "nuqs";
import type { TransitionStartFunction } from "react";
import { toast } from "sonner";
import { pastedKey, searchText } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { isFiltered, NO_FILTERS } from "./key-filters";
import { useKeyFilters } from "./use-key-filters";

const ANY = "any";
const STATUSES = [
  { value: ANY, label: "Any" },
  { value: "active", label: "Active" },
  { value: "disabled", label: "Disabled" },
  { value: "expired", label: "Expired" },
  { value: "revoked", label: "Revoked" },
] as const;
const USES = [
  { value: ANY, label: "Any time" },
  { value: "30", label: "Idle 30 days" },
  { value: "90", label: "Idle 90 days" },
  { value: "never", label: "Never" },
] as const;
const EXPIRIES = [
  { value: ANY, label: "Any" },
  { value: "soon", label: "Within 30 days" },
  { value: "none", label: "Never" },
] as const;

const ROTATIONS = [
  { value: ANY, label: "Any" },
  { value: "due", label: "Due within 30 days" },
  { value: "overdue", label: "Overdue" },
] as const;

type KeyFilterBarProps = {
  creators: readonly { id: string; name: string }[];
  pending: boolean;
  startTransition: TransitionStartFunction;
};

/** Search and filters; every one of them lives in the URL. */
export function KeyFilterBar({ creators, pending, startTransition }: KeyFilterBarProps) {
  const { scopes, policy } = useTeam();
  const [filters, setFilters] = useKeyFilters(startTransition);

  const search = (typed: string) => {
    const pasted = pastedKey(typed);
    if (pasted) {
      // Somebody holds a leaked key: nothing set before may hide it from them.
      toast("A key was pasted. Only its public id is searched.");
      void setFilters({ ...NO_FILTERS, q: pasted.publicId, env: pasted.environment });
      return;
    }
    const q = searchText(typed);
    void setFilters({ q, page: 1 }, { history: "replace", limitUrlUpdates: q === "" ? undefined : debounce(250) });
  };
  const choose = <Name extends "status" | "idle" | "expiring" | "rotation" | "creator" | "scope">(name: Name) => ({
    value: filters[name] ?? ANY,
    active: filters[name] !== null,
    onValueChange: (value: string) => void setFilters({ [name]: value === ANY ? null : value, page: 1 }),
  });

  return (
    <search className="flex flex-wrap items-center gap-2">
      <div className="relative min-w-0 max-w-80 grow basis-56 max-cards:max-w-none max-cards:basis-full">
        {pending ? (
          <LoaderCircle aria-hidden className="absolute top-2 left-2.5 size-4 animate-spin text-muted" />
        ) : (
          <Search aria-hidden className="absolute top-2 left-2.5 size-4 text-muted" />
        )}
        <Input
          type="search"
          data-search
          aria-label="Search keys"
          placeholder="Label, note, key id or last four"
          value={filters.q}
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") event.currentTarget.blur();
          }}
          className="pl-8"
        />
      </div>
      <Select label="Status" prefix="Status" options={STATUSES} {...choose("status")} />
      <Select label="Last used" prefix="Used" options={USES} {...choose("idle")} />
      <Select label="Expiry" prefix="Expires" options={EXPIRIES} {...choose("expiring")} />
      {(policy.rotateEveryDays !== null || filters.rotation !== null) && (
        <Select label="Rotation" prefix="Rotation" options={ROTATIONS} {...choose("rotation")} />
      )}
      <Select
        label="Scope"
        prefix="Scope"
        options={[{ value: ANY, label: "Any" }, ...scopes.map(({ name }) => ({ value: name, label: name }))]}
        {...choose("scope")}
      />
      {creators.length > 1 && (
        <Select
          label="Creator"
          prefix="By"
          options={[{ value: ANY, label: "Anyone" }, ...creators.map(({ id, name }) => ({ value: id, label: name }))]}
          {...choose("creator")}
        />
      )}
      {isFiltered(filters) && (
        <Button look="ghost" icon={<X aria-hidden className="size-3.5" />} onClick={() => void setFilters(NO_FILTERS)}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
