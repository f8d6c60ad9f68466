"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";

const FIRST = 10;

/** The first ten of a list, and a button that says how many more there are and shows them. */
export function useShowAll<Item>(items: readonly Item[], what: string): { shown: readonly Item[]; button: ReactNode } {
  const [all, setAll] = useState(false);
  if (items.length <= FIRST) return { shown: items, button: null };
  return {
    shown: all ? items : items.slice(0, FIRST),
    button: (
      <div className="border-line border-t px-4 py-2">
        <Button look="ghost" size="sm" className="-ml-2.5" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the first ${FIRST}` : `Show all ${items.length} ${what}`}
        </Button>
      </div>
    ),
  };
}
