"use client";

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { DOC_GROUPS, DOC_PAGES } from "./doc-pages";

function Groups({ current }: { current: string }) {
  return DOC_GROUPS.map(({ label, pages }) => (
    <div key={label}>
      <p className="px-2 pb-1 text-muted text-xs">{label}</p>
      <ul className="flex flex-col gap-0.5">
        {pages.map((page) => (
          <li key={page.href}>
            <Link
              href={page.href}
              aria-current={page.href === current ? "page" : undefined}
              className={clsx(
                "flex min-h-8 items-center rounded px-2 font-medium text-sm transition-colors",
                page.href === current ? "bg-hover text-text" : "text-muted hover:bg-hover hover:text-text",
              )}
            >
              {page.label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** Beside the page, all pages of the documentation. */
export function DocNav() {
  const current = usePathname();
  return (
    <nav
      aria-label="Docs"
      className="sticky top-12 hidden max-h-[calc(100dvh-48px)] flex-col gap-5 self-start overflow-y-auto py-10 shell:flex print:hidden"
    >
      <Groups current={current} />
    </nav>
  );
}

/** The same above the page, folded, where the screen is narrow. */
export function FoldedDocNav() {
  const current = usePathname();
  const page = DOC_PAGES.find(({ href }) => href === current);
  return (
    // A new page starts with its contents, not with the list it was chosen from.
    <details key={current} className="group border-line border-b bg-canvas shell:hidden print:hidden">
      <summary className="flex min-h-10 items-center gap-2 px-4 text-sm cards:px-6">
        <ChevronRight aria-hidden className="size-4 text-muted transition-transform group-open:rotate-90" />
        <span className="text-muted">All pages</span>
        {page && <span className="ml-auto truncate font-medium">{page.label}</span>}
      </summary>
      <nav aria-label="Docs" className="grid grid-cols-2 gap-5 px-2 pb-4 cards:grid-cols-4 cards:px-4">
        <Groups current={current} />
      </nav>
    </details>
  );
}
