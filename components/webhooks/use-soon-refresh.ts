"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/** The worker needs a moment: the page is read again when it has, as a rule, delivered. */
const AFTER_MS = [1_500, 4_000];

export function useSoonRefresh(): () => void {
  const router = useRouter();
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => () => timers.current.forEach(clearTimeout), []);
  return () => {
    timers.current.forEach(clearTimeout);
    timers.current = AFTER_MS.map((after) => setTimeout(() => router.refresh(), after));
  };
}
