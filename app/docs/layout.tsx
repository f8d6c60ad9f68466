import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";
import { buttonClass } from "@/components/ui/button-class";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

const PAGES = [
  { href: "/docs/authentication", label: "Authentication" },
  { href: "/docs/rotation", label: "Rotation" },
  { href: "/docs/webhooks", label: "Webhooks" },
  { href: "/docs/detection", label: "Detection" },
  { href: "/docs/api", label: "API" },
];

// Rendered with the deployment's own prefix, hosts and scopes, which the operator may change at any time.
export const dynamic = "force-dynamic";

export default async function DocsLayout({ children }: { children: ReactNode }) {
  const { productName } = await deploymentSettings();
  return (
    <>
      <header className="sticky top-0 z-30 border-line border-b bg-canvas">
        <div className="mx-auto flex h-12 max-w-[1180px] items-center gap-2.5 px-4 cards:px-6">
          <Link href="/docs/authentication" className="inline-flex min-w-0 items-center gap-2.5">
            <Mark className="size-6 shrink-0" />
            <span className="truncate font-semibold text-sm">{productName}</span>
          </Link>
          <span className="text-muted text-sm max-cards:sr-only">Docs</span>
          <nav aria-label="Docs" className="flex min-w-0 gap-1 overflow-x-auto">
            {PAGES.map(({ href, label }) => (
              <Link
                key={href}
                href={href}
                className="inline-flex h-8 shrink-0 items-center rounded px-2 text-muted text-sm hover:bg-hover hover:text-text"
              >
                {label}
              </Link>
            ))}
          </nav>
          <Link href="/" className={buttonClass("secondary", "sm", "ml-auto shrink-0")}>
            Open dashboard
          </Link>
        </div>
      </header>
      {children}
    </>
  );
}
