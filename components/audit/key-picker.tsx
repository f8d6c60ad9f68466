"use client";

import { useState } from "react";
import { useTeam } from "@/components/shell/team-context";
import { useKeySearch } from "@/components/shell/use-key-search";
import { SearchSelect } from "@/components/ui/search-select";
import { selectClass } from "@/components/ui/select";

const ANY = "any";

type KeyPickerProps = {
  /** The key in effect, by its shown id; `label` is null when the team has no such key. */
  chosen: { id: string; label: string | null } | null;
  onChosen: (keyId: string | null) => void;
};

/** One key out of however many, of both environments, found by typing. */
export function KeyPicker({ chosen, onChosen }: KeyPickerProps) {
  const { slug } = useTeam();
  const [typed, setTyped] = useState("");
  const { keys, searching } = useKeySearch(slug, typed);
  const name = chosen === null ? "Any" : (chosen.label ?? chosen.id);
  return (
    <SearchSelect
      label={`Key ${name}, choose a key`}
      trigger={
        <span className="truncate">
          <span className="mr-1.5 text-muted">Key</span>
          <bdi>{name}</bdi>
        </span>
      }
      triggerClassName={selectClass(chosen !== null, "max-w-60")}
      align="start"
      value={chosen?.id ?? ANY}
      onValueChange={(keyId) => onChosen(keyId === ANY ? null : keyId)}
      options={() => [
        ...(typed === "" ? [{ value: ANY, label: "Any" }] : []),
        ...keys.map(({ id, label, environment, masked }) => ({
          value: id,
          label,
          detail: environment === "test" ? `test ${masked.slice(-4)}` : masked.slice(-4),
        })),
      ]}
      onTyped={setTyped}
      placeholder="Label, key id or last four"
      empty={searching ? "Searching" : "No key matches."}
    />
  );
}
