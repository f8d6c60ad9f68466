"use client";

import clsx from "clsx";
import {
  Bell,
  BookOpen,
  ChartNoAxesColumn,
  KeyRound,
  ListChecks,
  ScrollText,
  Server,
  Settings,
  ShieldAlert,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useNotices } from "@/components/notices/notices-context";
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
  count = 0,
  counted = "open",
  children,
}: {
  href: string;
  current: boolean;
  icon: ReactNode;
  /** Of what waits there; zero is not said. */
  count?: number;
  /** What those are that it counts. */
  counted?: "open" | "unread";
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
      {count > 0 && (
        <span
          className={clsx(
            "tabular ml-auto rounded-full px-1.5 text-2xs",
            counted === "open" ? "bg-warning-soft text-warning" : "bg-accent-soft text-accent",
          )}
        >
          {count.toLocaleString("en")}
          <span className="sr-only"> {counted}</span>
        </span>
      )}
    </Link>
  );
}

export function Sidebar() {
  const pathname = usePathname();
  const environment = useEnvironment();
  const { slug, openAlerts, me } = useTeam();
  const notices = useNotices();
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
        <NavLink
          {...page("alerts")}
          count={openAlerts[environment]}
          icon={<ShieldAlert aria-hidden className="size-4" />}
        >
          Alerts
        </NavLink>
        <NavLink
          {...page("notices")}
          count={notices.unread(environment)}
          counted="unread"
          icon={<Bell aria-hidden className="size-4" />}
        >
          Notices
        </NavLink>
        <NavLink {...page("audit")} icon={<ScrollText aria-hidden className="size-4" />}>
          Audit
        </NavLink>
        <NavLink {...page("review")} icon={<ListChecks aria-hidden className="size-4" />}>
          Key review
        </NavLink>
        <NavLink
          href={inEnvironment(`/${slug}/settings/team`, environment)}
          current={pathname.startsWith(`/${slug}/settings/`)}
          icon={<Settings aria-hidden className="size-4" />}
        >
          Settings
        </NavLink>
        <NavLink href="/docs/authentication" current={false} icon={<BookOpen aria-hidden className="size-4" />}>
          Docs
        </NavLink>
        {me.isOperator && (
          <div className="mt-2 border-line border-t pt-2">
            <NavLink href="/operator/product" current={false} icon={<Server aria-hidden className="size-4" />}>
              Operator
            </NavLink>
          </div>
        )}
      </nav>
      <div className="mt-auto">
        <AccountMenu />
      </div>
    </div>
  );
}
