"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useRef } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { Sidebar } from "./sidebar";

type MobileSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** The sidebar on narrow screens; going anywhere closes it. */
export function MobileSheet({ open, onOpenChange }: MobileSheetProps) {
  const place = `${usePathname()}?${useSearchParams()}`;
  const close = useRef(onOpenChange);
  close.current = onOpenChange;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place is the event.
  useEffect(() => close.current(false), [place]);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-50 bg-overlay transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-50 w-66 border-line border-r bg-canvas pt-9 outline-hidden transition-transform duration-150 data-ending-style:-translate-x-full data-starting-style:-translate-x-full">
          <Dialog.Title className="sr-only">Menu</Dialog.Title>
          <Dialog.Close aria-label="Close menu" className={buttonClass("ghost", "icon", "!absolute top-2 right-2")}>
            <X aria-hidden className="size-4" />
          </Dialog.Close>
          <Sidebar />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
