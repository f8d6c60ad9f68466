"use client";

import { Menu as MenuIcon, Search } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";
import { NoticeBell } from "@/components/notices/notice-bell";
import { PressingBanner } from "@/components/notices/pressing-banner";
import { buttonClass } from "@/components/ui/button-class";
import { inEnvironment } from "./environment";
import { useShell } from "./shell";
import { useTeam } from "./team-context";
import { useEnvironment } from "./use-environment";

type TopBarProps = {
  /** From the team down to this page; the last one is the page itself. */
  crumbs: readonly { label: string; path?: string }[];
};

/** Where this page is, and what waits for the person wherever they are. */
export function TopBar({ crumbs }: TopBarProps) {
  const { show } = useShell();
  const { name } = useTeam();
  const environment = useEnvironment();
  return (
    <>
      <header className="sticky top-(--banner-height) z-30 flex h-12 items-center gap-2 border-line border-b bg-canvas px-4 cards:px-6">
        <button
          type="button"
          aria-label="Open menu"
          onClick={() => show("menu")}
          className={buttonClass("ghost", "icon", "-ml-1.5 shell:hidden")}
        >
          <MenuIcon aria-hidden className="size-4" />
        </button>
        <nav aria-label="Breadcrumb" className="min-w-0 grow">
          <ol className="flex min-w-0 items-center gap-1.5 text-sm">
            <li className="shrink-0 truncate text-muted max-cards:hidden">{name}</li>
            {crumbs.map((crumb, i) => (
              <Fragment key={`${crumb.path} ${crumb.label}`}>
                <li aria-hidden className={i === 0 ? "text-line-strong max-cards:hidden" : "text-line-strong"}>
                  /
                </li>
                <li className={crumb.path ? "shrink-0" : "min-w-0 truncate"}>
                  {crumb.path ? (
                    <Link
                      href={inEnvironment(crumb.path, environment)}
                      className="inline-block py-0.5 text-muted hover:text-text"
                    >
                      {crumb.label}
                    </Link>
                  ) : (
                    <span aria-current="page" className="font-medium">
                      <bdi>{crumb.label}</bdi>
                    </span>
                  )}
                </li>
              </Fragment>
            ))}
          </ol>
        </nav>
        <button
          type="button"
          onClick={() => show("palette")}
          className="flex h-7 shrink-0 items-center gap-2 rounded border border-line bg-surface pr-1.5 pl-2 text-muted text-xs transition-colors hover:border-line-strong hover:text-text"
        >
          <Search aria-hidden className="size-3.5" />
          <span className="max-cards:sr-only">Search or jump to</span>
          <kbd className="rounded-sm border border-line px-1 text-2xs leading-4 max-cards:hidden">⌘K</kbd>
        </button>
        <NoticeBell />
      </header>
      <PressingBanner />
    </>
  );
}
