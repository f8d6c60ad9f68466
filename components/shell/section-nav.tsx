"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { inEnvironment } from "./environment";
import { useEnvironment } from "./use-environment";

export type SectionLink = { href: string; label: string };

/** The pages of one section: beside its content, and above it where there is no room. */
export function SectionNav({ label, links }: { label: string; links: readonly SectionLink[] }) {
  const pathname = usePathname();
  const environment = useEnvironment();
  const list = useRef<HTMLUListElement>(null);
  // On a narrow screen the links are a row that may be longer than it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the event.
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (list.current && current) list.current.scrollLeft = current.offsetLeft - list.current.offsetLeft - 16;
  }, [pathname]);
  return (
    <nav aria-label={label} className="shrink-0 shell:w-44">
      <ul
        ref={list}
        className="flex gap-0.5 overflow-x-auto max-shell:border-line max-shell:border-b max-shell:pb-2 shell:flex-col"
      >
        {links.map(({ href, label }) => {
          const current = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={href} className="shrink-0">
              <Link
                href={inEnvironment(href, environment)}
                aria-current={current ? "page" : undefined}
                className={clsx(
                  "flex h-8 items-center whitespace-nowrap rounded px-2.5 font-medium text-sm transition-colors",
                  current ? "bg-hover text-text" : "text-muted hover:bg-hover hover:text-text",
                )}
              >
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** A section's links with the page they lead to. */
export function SectionLayout({
  label,
  links,
  children,
}: {
  label: string;
  links: readonly SectionLink[];
  children: React.ReactNode;
}) {
  return (
    <div className="flex flex-col gap-5 shell:flex-row shell:gap-10">
      <SectionNav label={label} links={links} />
      <div className="flex min-w-0 grow flex-col gap-6">{children}</div>
    </div>
  );
}
