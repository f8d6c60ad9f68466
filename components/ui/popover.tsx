"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";

type PopoverProps = { trigger: ReactNode; triggerClassName: string; title: string; children: ReactNode };

export function Popover({ trigger, triggerClassName, title, children }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger className={triggerClassName}>{trigger}</Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" collisionPadding={8} className="z-[70]">
          <Base.Popup className="max-w-[calc(100vw-16px)] rounded-lg border border-line bg-surface p-3 shadow-raised outline-hidden">
            <Base.Title className="mb-2 font-medium text-sm">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
