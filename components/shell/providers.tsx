"use client";

import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { RevealProvider } from "@/components/keys/reveal-provider";
import { HintHost } from "@/components/ui/hint";
import { NowProvider } from "@/components/ui/now";
import { ToastHost } from "@/components/ui/toast-host";

/** What every page shares in the browser. `renderedAt`: the server's clock, so that relative times hydrate unchanged. */
export function Providers({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <NuqsAdapter>
        <NowProvider renderedAt={renderedAt}>
          <RevealProvider>{children}</RevealProvider>
          <HintHost />
          <ToastHost />
        </NowProvider>
      </NuqsAdapter>
    </ThemeProvider>
  );
}
