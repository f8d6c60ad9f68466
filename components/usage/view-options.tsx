"use client";

import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import type { TransitionStartFunction } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Segments } from "@/components/ui/segments";
import { Switch } from "@/components/ui/switch";
import type { ShownRange } from "./shown-range";
import { useRange } from "./use-range";
import { ZonePicker } from "./zone-picker";

const STACKS = [
  { value: "all", label: "By outcome" },
  { value: "key", label: "By key" },
] as const;

type ViewOptionsProps = {
  of: "key" | "team";
  shown: ShownRange;
  exportPath: string;
  startTransition: TransitionStartFunction;
};

/** How the range is looked at: beside the period before, by key, in whose time, as a file. */
export function ViewOptions({ of, shown, exportPath, startTransition }: ViewOptionsProps) {
  const [{ compare, by }, setRange] = useRange(startTransition);
  const query = useSearchParams().toString();
  const utcOnly = shown.buckets.zone !== shown.chosenZone;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {of === "team" && (
        <Segments
          label="Stack requests"
          value={by ?? "all"}
          onValueChange={(next) => void setRange({ by: next === "key" ? "key" : null })}
          options={STACKS}
        />
      )}
      <Switch
        label="Compare with the period before"
        checked={compare === "1"}
        onCheckedChange={(on) => void setRange({ compare: on ? "1" : null })}
      />
      <div className="ml-auto flex flex-wrap items-center justify-end gap-x-1 gap-y-2 max-cards:ml-0">
        {utcOnly && <p className="text-muted text-xs">Told in days of UTC: hours that old are no longer kept.</p>}
        <ZonePicker shown={shown} startTransition={startTransition} />
        <a href={query === "" ? exportPath : `${exportPath}?${query}`} download className={buttonClass("ghost", "sm")}>
          <Download aria-hidden className="size-3.5" />
          Export CSV
        </a>
      </div>
    </div>
  );
}
