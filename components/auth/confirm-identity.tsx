"use client";

import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import type { ActionResult } from "@/lib/actions/result";
import { ConfirmIdentityDialog } from "./confirm-identity-dialog";

type Act<T> = () => Promise<ActionResult<T>>;
type ConfirmIdentity = {
  /**
   * Runs an action. When it asks for a fresh sign-in, the person proves who they are and it runs again; when they would rather
   * not, the first answer is the answer.
   */
  confirmed: <T>(act: Act<T>) => Promise<ActionResult<T>>;
};

const ConfirmIdentityContext = createContext<ConfirmIdentity | null>(null);

export function useConfirmIdentity(): ConfirmIdentity {
  const found = useContext(ConfirmIdentityContext);
  if (found === null) throw new Error("useConfirmIdentity wants a ConfirmIdentityProvider above it.");
  return found;
}

/** Stands above every page, so that its dialog lies on top of whatever dialog asked for it. */
export function ConfirmIdentityProvider({ children }: { children: ReactNode }) {
  const asking = useRef<{ answer: Promise<boolean>; settle: (proven: boolean) => void } | null>(null);
  const [shown, setShown] = useState<"no" | "open" | "closing">("no");

  // Several actions may ask at once; the person is asked once.
  const ask = useCallback((): Promise<boolean> => {
    if (asking.current === null) {
      let settle: (proven: boolean) => void = () => {};
      const answer = new Promise<boolean>((resolve) => {
        settle = resolve;
      });
      asking.current = { answer, settle };
      setShown("open");
    }
    return asking.current.answer;
  }, []);
  const settle = (proven: boolean) => {
    asking.current?.settle(proven);
    asking.current = null;
    setShown("closing");
  };
  const value = useMemo<ConfirmIdentity>(
    () => ({
      confirmed: async (act) => {
        const first = await act();
        if (first.ok || first.error.code !== "fresh_sign_in_required") return first;
        return (await ask()) ? act() : first;
      },
    }),
    [ask],
  );

  return (
    <ConfirmIdentityContext value={value}>
      {children}
      {shown !== "no" && (
        <ConfirmIdentityDialog
          open={shown === "open"}
          onSettled={settle}
          // Asked for again while it was closing, it stays.
          onClosed={() => setShown((now) => (now === "closing" ? "no" : now))}
        />
      )}
    </ConfirmIdentityContext>
  );
}
