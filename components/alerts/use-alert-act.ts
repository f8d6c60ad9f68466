"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "sonner";
import type { ActionResult } from "@/lib/actions/result";

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

/** Does something to an alert and reads the list again; the focus goes to the list, since the alert may leave it. */
export function useAlertAct(): [
  pending: boolean,
  act: (work: () => Promise<ActionResult<null>>, done: string) => void,
] {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const act = (work: () => Promise<ActionResult<null>>, done: string) =>
    startTransition(async () => {
      const result = await work().catch(() => null);
      if (result === null || !result.ok) {
        toast.error(result?.error.message ?? UNREACHABLE);
        return;
      }
      toast(done);
      document.getElementById("alerts")?.focus();
      router.refresh();
    });
  return [pending, act];
}
