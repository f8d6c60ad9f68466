"use client";

import clsx from "clsx";
import { RefreshCw } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { asCell, asRow } from "@/components/ui/table-roles";
import type { KeyView } from "@/lib/keys/view";
import { EnvironmentBadge } from "./environment-badge";
import { KeyEnd } from "./key-end";
import { KeyMenu } from "./key-menu";
import { LastUsed } from "./last-used";
import { RotationBadge } from "./rotation-badge";
import { ScopeList } from "./scope-list";
import { Sparkline } from "./sparkline";
import { StatusBadge } from "./status-badge";

type FactProps = { name: string; chip?: boolean; className?: string; children: ReactNode };

/** One fact: a cell of the table, or a line of the card with its own name before it (a `chip` needs no name). */
function Fact({ name, chip = false, className, children }: FactProps) {
  return (
    <td
      {...asCell}
      className={clsx(
        "h-14 border-line border-b px-3 py-2 align-middle max-cards:flex max-cards:h-auto max-cards:min-h-6 max-cards:items-center max-cards:justify-between max-cards:gap-4 max-cards:border-0 max-cards:p-0",
        !chip && "max-cards:basis-full",
        className,
      )}
    >
      {!chip && (
        <span aria-hidden className="text-muted text-xs cards:hidden">
          {name}
        </span>
      )}
      {/* Above the row's own link, so that tooltips and buttons can be reached. */}
      <span className="relative z-10 max-cards:text-right">{children}</span>
    </td>
  );
}

export function KeyRow({ item, counts }: { item: KeyView; counts: readonly number[] }) {
  const { slug } = useTeam();
  const rotating = item.secrets.filter((secret) => secret.status !== "ended").length > 1;
  return (
    <tr
      {...asRow}
      className="relative transition-colors hover:bg-hover max-cards:flex max-cards:flex-wrap max-cards:items-start max-cards:gap-x-1.5 max-cards:gap-y-1 max-cards:border-line max-cards:border-b max-cards:p-4"
    >
      <td
        {...asCell}
        className="max-w-0 border-line border-b py-2 pr-3 pl-4 max-cards:order-first max-cards:max-w-none max-cards:grow max-cards:basis-[calc(100%-40px)] max-cards:border-0 max-cards:p-0 cards:w-[26%]"
      >
        <Link
          href={inEnvironment(`/${slug}/keys/${item.id}`, item.environment)}
          prefetch={false}
          className="block truncate font-medium leading-6 after:absolute after:inset-0"
          title={item.label}
        >
          <bdi>{item.label}</bdi>
        </Link>
        <span className="relative z-10 flex w-fit items-center gap-1 text-muted text-xs">
          <span className="tabular truncate">{item.masked}</span>
          <CopyButton text={item.id} label={`Copy key id of ${item.label}`} className="-mb-1" />
        </span>
      </td>
      <Fact chip name="Environment" className="max-wide:cards:hidden">
        <EnvironmentBadge environment={item.environment} />
      </Fact>
      <Fact chip name="Scopes">
        <ScopeList scopes={item.scopes} />
      </Fact>
      <Fact chip name="Status">
        <span className="inline-flex items-center gap-1">
          <StatusBadge status={item.status} />
          <RotationBadge item={item} />
          {rotating && item.status === "active" && (
            <Badge tone="accent" icon={<RefreshCw aria-hidden className="size-3" />}>
              Rotating
            </Badge>
          )}
        </span>
      </Fact>
      <Fact name="Last 24 h">
        <Sparkline counts={counts} />
      </Fact>
      <Fact name="Last used" className="whitespace-nowrap">
        <LastUsed use={item.lastUsed} />
      </Fact>
      <Fact name="Created" className="max-w-40 max-wide:cards:hidden max-cards:max-w-none">
        <RelativeTime at={item.createdAt} />
        <span className="block truncate text-muted text-xs">by {item.createdBy.name}</span>
      </Fact>
      <Fact name="Expires" className="whitespace-nowrap">
        <KeyEnd item={item} />
      </Fact>
      <td
        {...asCell}
        className="border-line border-b pr-3 text-right max-cards:order-first max-cards:border-0 max-cards:p-0"
      >
        <KeyMenu item={item} />
      </td>
    </tr>
  );
}
