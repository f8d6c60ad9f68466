"use client";

import { CheckCheck, LoaderCircle, X } from "lucide-react";
import type { TransitionStartFunction } from "react";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/segments";
import { Select } from "@/components/ui/select";
import { NOTICE_GROUPS } from "@/lib/notifications/notice-kind";
import { GROUP_WORDS } from "./group-words";
import { isFiltered, NO_NOTICE_FILTERS } from "./notice-filters";
import { useNotices } from "./notices-context";
import { useNoticeFilters } from "./use-notice-filters";

const ANY = "any";
const GROUPS = [
  { value: ANY, label: "Anything" },
  ...NOTICE_GROUPS.map((group) => ({ value: group, label: GROUP_WORDS[group].title })),
] as const;

type NoticeFilterBarProps = { pending: boolean; startTransition: TransitionStartFunction };

/** Read or not and about what, both in the URL; and the act on all that they leave. */
export function NoticeFilterBar({ pending, startTransition }: NoticeFilterBarProps) {
  const [filters, setFilters] = useNoticeFilters(startTransition);
  const { unread, markAllRead } = useNotices();
  const { env: environment, group } = filters;
  const count = unread(environment);
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <search className="flex flex-wrap items-center gap-2">
        <Segments
          label="Read or not"
          value={filters.unread ? "unread" : "all"}
          onValueChange={(value) => void setFilters({ unread: value === "unread", after: null })}
          options={[
            { value: "all", label: "All" },
            { value: "unread", label: `Unread ${count.toLocaleString("en")}` },
          ]}
        />
        <Select
          label="About"
          prefix="About"
          value={group ?? ANY}
          active={group !== null}
          options={GROUPS}
          onValueChange={(value) => void setFilters({ group: value === ANY ? null : value, after: null })}
        />
        {isFiltered(filters) && (
          <Button
            look="ghost"
            icon={<X aria-hidden className="size-3.5" />}
            onClick={() => void setFilters(NO_NOTICE_FILTERS)}
          >
            Clear filters
          </Button>
        )}
        {pending && <LoaderCircle aria-hidden className="size-4 animate-spin text-muted" />}
      </search>
      {count > 0 && (
        <Button
          icon={<CheckCheck aria-hidden className="size-3.5" />}
          onClick={() => {
            markAllRead({ environment, group });
            document.getElementById("notices")?.focus();
          }}
        >
          {group === null ? "Mark all read" : `Mark all of ${GROUP_WORDS[group].title} read`}
        </Button>
      )}
    </div>
  );
}
