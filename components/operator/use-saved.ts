"use client";

import { useRouter } from "next/navigation";
import { toast } from "sonner";

/** What follows a setting that was saved: it is said, and every page shows it. */
export function useSaved(): (said: string) => void {
  const router = useRouter();
  return (said) => {
    toast(said);
    router.refresh();
  };
}
