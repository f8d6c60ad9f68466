"use client";

import { Tooltip } from "@base-ui/react/tooltip";
import type { ComponentProps, ReactNode } from "react";

// One tooltip for the whole page: a table of fifty rows then carries light triggers only.
const shared = Tooltip.createHandle<ReactNode>();

export function HintHost() {
  return (
    <Tooltip.Provider delay={250}>
      <Tooltip.Root handle={shared}>
        {({ payload }) => (
          <Tooltip.Portal>
            <Tooltip.Positioner sideOffset={6} collisionPadding={8} className="z-[80]">
              <Tooltip.Popup className="max-w-80 rounded bg-inverse px-2 py-1.5 text-on-inverse text-xs shadow-raised transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
                {payload}
              </Tooltip.Popup>
            </Tooltip.Positioner>
          </Tooltip.Portal>
        )}
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}

type HintProps = { content: ReactNode; children?: ReactNode; className?: string } & Pick<
  ComponentProps<typeof Tooltip.Trigger>,
  "render" | "aria-label"
>;

/** Shows `content` on hover and on focus. The trigger is a button unless `render` says otherwise. */
export function Hint({ content, ...trigger }: HintProps) {
  return <Tooltip.Trigger handle={shared} payload={content} delay={250} closeOnClick={false} {...trigger} />;
}
