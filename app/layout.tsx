import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { Providers } from "@/components/shell/providers";
import { NONCE_HEADER } from "@/lib/http/front-headers";
import { brand } from "@/lib/operator/brand";

export async function generateMetadata(): Promise<Metadata> {
  // The operator may change the name at any time; nothing is made ahead.
  await connection();
  const { productName } = await brand();
  return {
    title: { default: productName, template: `%s · ${productName}` },
    description: "Make, watch, rotate and revoke API keys.",
    robots: { index: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fafafa" },
    { media: "(prefers-color-scheme: dark)", color: "#08080a" },
  ],
};

/** Reading the nonce makes every page one that is rendered for its request: a page kept from a build has none. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get(NONCE_HEADER) ?? undefined;
  return (
    // next-themes sets the class before the first paint, which React must not take for a mismatch.
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <Providers renderedAt={Date.now()} brand={await brand()} nonce={nonce}>
          <div id="app">{children}</div>
        </Providers>
      </body>
    </html>
  );
}
