import Link from "next/link";
import type { ReactNode } from "react";
import { DocNav, FoldedDocNav } from "@/components/docs/doc-nav";
import { Mark } from "@/components/shell/mark";
import { buttonClass } from "@/components/ui/button-class";
import { deploymentSettings } from "@/lib/operator/deployment-settings";

// Rendered with the deployment's own prefix, hosts and scopes, which the operator may change at any time.
export const dynamic = "force-dynamic";

export default async function DocsLayout({ children }: { children: ReactNode }) {
  const { productName } = await deploymentSettings();
  return (
    <>
      <header className="sticky top-0 z-30 border-line border-b bg-canvas print:static">
        <div className="mx-auto flex h-12 max-w-[1320px] items-center gap-2.5 px-4 cards:px-6">
          <Link href="/docs/authentication" className="inline-flex min-w-0 items-center gap-2.5">
            <Mark className="size-6 shrink-0" />
            <span className="truncate font-semibold text-sm">{productName}</span>
          </Link>
          <span className="text-muted text-sm">Docs</span>
          <Link href="/" className={buttonClass("secondary", "sm", "ml-auto shrink-0 print:hidden")}>
            Open dashboard
          </Link>
        </div>
      </header>
      <FoldedDocNav />
      <div className="mx-auto max-w-[1320px] gap-x-10 px-4 cards:px-6 shell:grid shell:grid-cols-[184px_minmax(0,1fr)] print:block">
        <DocNav />
        {children}
      </div>
    </>
  );
}
