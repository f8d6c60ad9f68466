"use client";

import { type TransitionStartFunction, useState } from "react";
import { nextStart } from "@/lib/usage/range";
import type { Buckets } from "./bucket-text";
import { useRange } from "./use-range";

type Pointer = { activeLabel?: string | number | undefined };
export type Zoom = {
  /** The stretch being dragged over, in milliseconds; null while nobody drags. */
  dragged: { from: number; to: number } | null;
  handlers: {
    onMouseDown: (at: Pointer) => void;
    onMouseMove: (at: Pointer) => void;
    onMouseUp: () => void;
    onMouseLeave: () => void;
  };
};

const instant = (at: Pointer): number | null => {
  const value = Number(at.activeLabel);
  return at.activeLabel === undefined || Number.isNaN(value) ? null : value;
};

/** Dragging over a chart asks for that stretch of time; it goes into the URL, so Back zooms out. */
export function useZoom({ step, zone }: Buckets, startTransition: TransitionStartFunction): Zoom {
  const [, setRange] = useRange(startTransition);
  const [start, setStart] = useState<number | null>(null);
  const [end, setEnd] = useState<number | null>(null);
  const dragged =
    start === null || end === null || start === end ? null : { from: Math.min(start, end), to: Math.max(start, end) };
  const forget = () => {
    setStart(null);
    setEnd(null);
  };
  return {
    dragged,
    handlers: {
      onMouseDown: (at) => setStart(instant(at)),
      onMouseMove: (at) => {
        if (start !== null) setEnd(instant(at));
      },
      onMouseUp: () => {
        if (dragged) {
          const to = new Date(nextStart(dragged.to, step, zone)).toISOString();
          void setRange({ from: new Date(dragged.from).toISOString(), to });
        }
        forget();
      },
      onMouseLeave: forget,
    },
  };
}
