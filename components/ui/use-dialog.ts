"use client";

import { useCallback, useRef, useState } from "react";

/** What a dialog is given by who opens it. */
export type DialogControls = {
  open: boolean;
  close: () => void;
  onClosed: () => void;
  /** Where the focus returns: what it was opened from, or the page when that is gone. */
  finalFocus: () => HTMLElement | boolean;
};

/** A menu item is gone once its dialog is open; the menu's own button stays. */
const openerNow = (): Element | null =>
  document.querySelector("[aria-haspopup=menu][data-popup-open]") ?? document.activeElement;

/** One dialog at a time over a page; `shown` stays until it has closed, so that its words do not change on the way out. */
export function useDialog<Shown>() {
  const opener = useRef<Element | null>(null);
  // A dialog that ends in another one must not take the focus back from it.
  const handedOver = useRef(false);
  const [shown, setShown] = useState<Shown | null>(null);
  const [open, setOpen] = useState(false);
  const backToOpener = (): HTMLElement | boolean => {
    const from = opener.current;
    if (from instanceof HTMLElement && from !== document.body && from.isConnected) return from;
    return document.getElementById("content") ?? true;
  };
  const controls: DialogControls = {
    open,
    close: () => setOpen(false),
    onClosed: () => setShown(null),
    finalFocus: () => (handedOver.current ? false : backToOpener()),
  };
  const show = useCallback((next: Shown) => {
    opener.current = openerNow();
    handedOver.current = false;
    setShown(next);
    setOpen(true);
  }, []);
  return {
    shown,
    controls,
    show,
    /** Closes for another dialog that keeps the focus, and gives it the way back. */
    handOver: () => {
      handedOver.current = true;
      setOpen(false);
      return backToOpener;
    },
  };
}
