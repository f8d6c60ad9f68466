"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

type TabsProps = {
  label: string;
  tabs: readonly { id: string; label: string; content: ReactNode }[];
  /** Which is open, where the caller keeps it; otherwise the first one is, until another is chosen. */
  open?: string;
  onOpen?: (id: string) => void;
};

/** Where they do not fit on one line, they take two. */
export function Tabs({ label, tabs, open, onOpen }: TabsProps) {
  const kept = open === undefined ? { defaultValue: tabs[0]?.id } : { value: open };
  return (
    <Base.Root {...kept} onValueChange={(id) => onOpen?.(String(id))}>
      <Base.List aria-label={label} className="flex flex-wrap gap-x-1 border-line border-b print:hidden">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="-mb-px h-8 border-transparent border-b-2 px-2.5 font-medium text-muted text-sm transition-colors hover:text-text data-active:border-text data-active:text-text"
          >
            {tab.label}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="pt-3">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
