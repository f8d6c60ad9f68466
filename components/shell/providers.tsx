"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { type ReactNode, useState } from "react";
import { ConfirmIdentityProvider } from "@/components/auth/confirm-identity";
import { RevealProvider } from "@/components/keys/reveal-provider";
import { HintHost } from "@/components/ui/hint";
import { NowProvider } from "@/components/ui/now";
import { ToastHost } from "@/components/ui/toast-host";
import type { Brand } from "@/lib/operator/brand";
import { BrandProvider } from "./brand-context";

type ProvidersProps = { renderedAt: number; brand: Brand; nonce: string | undefined; children: ReactNode };

/**
 * What every page shares in the browser. `renderedAt`: the server's clock, so that relative times hydrate unchanged. `nonce`:
 * what the page's content security policy lets style elements carry.
 */
export function Providers({ renderedAt, brand, nonce, children }: ProvidersProps) {
  // A refresh renders the layout with its own request's nonce; the document goes by the one it came with.
  const [own] = useState(nonce);
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={own}>
      <CSPProvider nonce={own}>
        <NuqsAdapter>
          <NowProvider renderedAt={renderedAt}>
            <BrandProvider brand={brand}>
              <RevealProvider>
                <ConfirmIdentityProvider>{children}</ConfirmIdentityProvider>
              </RevealProvider>
            </BrandProvider>
            <HintHost />
            <ToastHost />
          </NowProvider>
        </NuqsAdapter>
      </CSPProvider>
    </ThemeProvider>
  );
}
