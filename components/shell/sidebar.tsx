"use client";

import clsx from "clsx";
import { BookOpen, ChartNoAxesColumn, KeyRound } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { AccountMenu } from "./account-menu";
import { inEnvironment } from "./environment";
import { EnvironmentSwitch } from "./environment-switch";
import { useTeam } from "./team-context";
import { TeamSwitcher } from "./team-switcher";
import { useEnvironment } from "./use-environment";

function NavLink({
  href,
  current,
  icon,
  children,
}: {
  href: string;
  current: boolean;
  icon: ReactNode;
  children: string;
}) {
  return (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={clsx(
        "flex h-8 items-center gap-2.5 rounded px-2 font-medium text-sm transition-colors",
        current ? "bg-hover text-text" : "text-muted hover:bg-hover hover:text-text",
      )}
    >
      {icon}
      {children}
    </Link>
  );
}

export function Sidebar() {
  const pathname = usePathname();
  const environment = useEnvironment();
  const { slug } = useTeam();
  const page = (name: string) => ({
    href: inEnvironment(`/${slug}/${name}`, environment),
    current: pathname === `/${slug}/${name}` || pathname.startsWith(`/${slug}/${name}/`),
  });
  return (
    <div className="flex h-full flex-col gap-3 overflow-y-auto p-3">
      <TeamSwitcher />
      <EnvironmentSwitch />
      <nav aria-label="Team" className="mt-1 flex flex-col gap-0.5">
        <NavLink {...page("keys")} icon={<KeyRound aria-hidden className="size-4" />}>
          Keys
        </NavLink>
        <NavLink {...page("usage")} icon={<ChartNoAxesColumn aria-hidden className="size-4" />}>
          Usage
        </NavLink>
        <NavLink href="/docs/authentication" current={false} icon={<BookOpen aria-hidden className="size-4" />}>
          Docs
        </NavLink>
      </nav>
      <div className="mt-auto">
        <AccountMenu />
      </div>
    </div>
  );
}
