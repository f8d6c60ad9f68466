"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { RevealDialog, type Revealing } from "./reveal-dialog";

const RevealContext = createContext<(reveal: Revealing) => void>(() => {});
export const useReveal = () => useContext(RevealContext);

/**
 * The one place in the browser where a plaintext secret is held; gone once its dialog has closed. It stands above every
 * error page: a database that cannot be reached at that moment must not take the only sight of a secret away.
 */
export function RevealProvider({ children }: { children: ReactNode }) {
  const [reveal, setReveal] = useState<Revealing | null>(null);
  return (
    <RevealContext value={setReveal}>
      {children}
      {reveal && <RevealDialog {...reveal} onClosed={() => setReveal(null)} />}
    </RevealContext>
  );
}
