"use client";

import { useMemo, useState } from "react";
import type { KeyReview } from "@/lib/key-review/review-keys";

export type Selection = {
  chosen: ReadonlySet<string>;
  /** Keys on this page that can be chosen. */
  here: readonly string[];
  isHereSelected: boolean;
  select: (keyIds: readonly string[], selected: boolean) => void;
  selectHere: (selected: boolean) => void;
  clear: () => void;
};

/** Which keys are chosen, by id, over pages; a key that is no longer to be reviewed is no longer chosen. */
export function useSelection({ rows, actable }: Pick<KeyReview, "rows" | "actable">): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const can = useMemo(() => new Set(actable), [actable]);
  const here = rows.map(({ key }) => key.id).filter((id) => can.has(id));
  const chosen = new Set([...ids].filter((id) => can.has(id)));
  const select = (keyIds: readonly string[], selected: boolean) => {
    const next = new Set(chosen);
    for (const id of keyIds) {
      if (selected) next.add(id);
      else next.delete(id);
    }
    setIds(next);
  };
  return {
    chosen,
    here,
    isHereSelected: here.length > 0 && here.every((id) => chosen.has(id)),
    select,
    selectHere: (selected) => select(here, selected),
    clear: () => setIds(new Set()),
  };
}
