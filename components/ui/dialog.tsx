"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import clsx from "clsx";
import { X } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { buttonClass } from "./button-class";

type DialogProps = {
  open: boolean;
  /** `by`: what asked for it, such as "escape-key", "outside-press" or "close-press". */
  onOpenChange: (open: boolean, by: string) => void;
  title: ReactNode;
  description?: ReactNode;
  /** Only its own buttons close it: Escape and a press outside do nothing, and there is no cross. */
  deliberate?: boolean;
  wide?: boolean;
  role?: "dialog" | "alertdialog";
  onClosed?: () => void;
  children: ReactNode;
} & Pick<ComponentProps<typeof Base.Popup>, "initialFocus" | "finalFocus">;

export function Dialog(props: DialogProps) {
  const {
    open,
    onOpenChange,
    title,
    description,
    deliberate = false,
    wide = false,
    role = "dialog",
    onClosed,
    children,
  } = props;
  return (
    <Base.Root
      open={open}
      disablePointerDismissal={deliberate}
      onOpenChange={(next, details) => {
        if (deliberate && details.reason !== "close-press" && details.reason !== "imperative-action") {
          details.cancel();
          return;
        }
        onOpenChange(next, details.reason);
      }}
      onOpenChangeComplete={(next) => {
        if (!next) onClosed?.();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 min-h-dvh bg-overlay transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 flex items-start justify-center overflow-y-auto overscroll-contain px-3 py-4 cards:px-6 cards:py-[7vh]">
          <Base.Popup
            role={role}
            initialFocus={props.initialFocus}
            finalFocus={props.finalFocus}
            className={clsx(
              "relative w-full rounded-lg border border-line bg-surface shadow-raised outline-hidden transition-[opacity,translate] duration-150",
              "data-ending-style:translate-y-1 data-starting-style:translate-y-1 data-ending-style:opacity-0 data-starting-style:opacity-0",
              wide ? "max-w-[600px]" : "max-w-[480px]",
            )}
          >
            <header className="flex items-start gap-4 px-5 pt-5">
              <div className="min-w-0 grow">
                <Base.Title className="font-semibold text-lg [overflow-wrap:anywhere]">{title}</Base.Title>
                {description && (
                  <Base.Description className="mt-1 text-muted text-sm" render={<div />}>
                    {description}
                  </Base.Description>
                )}
              </div>
              {!deliberate && (
                <Base.Close aria-label="Close" className={buttonClass("ghost", "icon", "-mt-1 -mr-1.5")}>
                  <X aria-hidden className="size-4" />
                </Base.Close>
              )}
            </header>
            {children}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

export function DialogBody({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={clsx("flex flex-col gap-4 px-5 py-4", className)}>{children}</div>;
}

/** The row of buttons: the way out first, the act last. */
export function DialogActions({ children, note }: { children: ReactNode; note?: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 rounded-b-lg border-line border-t bg-sunken px-5 py-3">
      {note && <div className="mr-auto min-w-0 text-muted text-xs">{note}</div>}
      {children}
    </footer>
  );
}
