"use client";

import { LoaderCircle, Search } from "lucide-react";
import { debounce, parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Input } from "@/components/ui/input";

const PARSERS = { q: parseAsString.withDefault(""), page: parseAsInteger.withDefault(1) };

export function TeamSearch() {
  const [pending, startTransition] = useTransition();
  const [{ q }, setQuery] = useQueryStates(PARSERS, { shallow: false, scroll: false, startTransition });
  const Icon = pending ? LoaderCircle : Search;
  return (
    <search className="relative w-full max-w-80 max-cards:max-w-none">
      <Icon aria-hidden className={`absolute top-2 left-2.5 size-4 text-muted ${pending ? "animate-spin" : ""}`} />
      <Input
        type="search"
        data-search
        aria-label="Search teams"
        placeholder="Team, slug or member’s address"
        maxLength={200}
        value={q}
        onChange={({ target }) =>
          void setQuery(
            { q: target.value, page: 1 },
            { history: "replace", limitUrlUpdates: target.value === "" ? undefined : debounce(250) },
          )
        }
        className="pl-8"
      />
    </search>
  );
}
