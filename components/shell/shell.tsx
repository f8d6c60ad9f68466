"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { CommandPalette } from "./command-palette";
import { MobileSheet } from "./mobile-sheet";
import { ShortcutList } from "./shortcut-list";
import { Sidebar } from "./sidebar";
import { TestBanner } from "./test-banner";
import { useEnvironment } from "./use-environment";
import { useShortcuts } from "./use-shortcuts";

type Overlay = "palette" | "shortcuts" | "menu" | null;
const ShellContext = createContext<{ show: (overlay: Overlay) => void }>({ show: () => {} });
export const useShell = () => useContext(ShellContext);

/** The frame around every page of a team: sidebar, environment, palette and shortcuts. */
export function Shell({ children }: { children: ReactNode }) {
  const environment = useEnvironment();
  const [overlay, setOverlay] = useState<Overlay>(null);
  useShortcuts({ onPalette: () => setOverlay("palette"), onHelp: () => setOverlay("shortcuts") });

  // Dialogs and menus live outside this frame, and speak the environment's colour too.
  useEffect(() => {
    document.documentElement.dataset.env = environment;
    return () => {
      delete document.documentElement.dataset.env;
    };
  }, [environment]);

  const close = (open: boolean) => {
    if (!open) setOverlay(null);
  };
  const shell = useMemo(() => ({ show: setOverlay }), []);
  return (
    <ShellContext value={shell}>
      <a
        href="#content"
        className="sr-only focus-visible:not-sr-only focus-visible:fixed focus-visible:top-2 focus-visible:left-2 focus-visible:z-[90] focus-visible:rounded focus-visible:bg-inverse focus-visible:px-3 focus-visible:py-1.5 focus-visible:text-on-inverse"
      >
        Skip to content
      </a>
      <div data-env={environment} className="shell-frame">
        <TestBanner />
        <div className="flex">
          <aside className="sticky top-(--banner-height) hidden h-[calc(100dvh-var(--banner-height))] w-58 shrink-0 border-line border-r shell:block">
            <Sidebar />
          </aside>
          <div className="min-w-0 grow">{children}</div>
        </div>
      </div>
      <MobileSheet open={overlay === "menu"} onOpenChange={close} />
      <CommandPalette open={overlay === "palette"} onOpenChange={close} onShortcuts={() => setOverlay("shortcuts")} />
      <ShortcutList open={overlay === "shortcuts"} onOpenChange={close} />
    </ShellContext>
  );
}
