"use client";

import { X } from "lucide-react";
import type { TransitionStartFunction } from "react";
import { Button } from "@/components/ui/button";
import { Segments } from "@/components/ui/segments";
import { RANGE_NAMES, type RangeName } from "@/lib/usage/range";
import { CustomRange } from "./custom-range";
import type { ShownRange } from "./shown-range";
import { useRange } from "./use-range";

const OPTIONS = RANGE_NAMES.map((name) => ({ value: name, label: name }));

type RangePickerProps = { shown: ShownRange; startTransition: TransitionStartFunction };

export function RangePicker({ shown, startTransition }: RangePickerProps) {
  const [{ range, from, to }, setRange] = useRange(startTransition);
  const zoomed = from !== null && to !== null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      {zoomed && (
        <Button
          look="ghost"
          size="sm"
          icon={<X aria-hidden className="size-3.5" />}
          onClick={() => void setRange({ from: null, to: null })}
        >
          Zoom out
        </Button>
      )}
      <Segments<RangeName | "zoom">
        label="Time range"
        value={zoomed ? "zoom" : range}
        onValueChange={(next) => {
          if (next !== "zoom") void setRange({ range: next, from: null, to: null });
        }}
        options={OPTIONS}
      />
      <CustomRange
        shown={shown}
        of={{ begins: "Usage begins", hint: "The older the range, the coarser its charts." }}
        onChosen={(chosen) => void setRange({ ...chosen, range: null })}
      />
    </div>
  );
}
