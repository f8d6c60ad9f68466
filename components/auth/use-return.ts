"use client";

import { useEffect } from "react";

/** Calls `reset` when the browser brings the page back as it was left: whoever comes back from a provider is waiting for nothing. */
export function useReturn(reset: () => void): void {
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) reset();
    };
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, [reset]);
}
