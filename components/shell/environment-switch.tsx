"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { ENVIRONMENTS, type Environment } from "@/lib/keys/environment";
import { inEnvironment } from "./environment";
import { useTeam } from "./team-context";
import { useEnvironment } from "./use-environment";

const LABELS: Record<Environment, string> = { live: "Live", test: "Test" };
const DOTS: Record<Environment, string> = { live: "bg-env-live", test: "bg-env-test" };

/** What of the URL means the same in the other environment: the range, not filters by what only one of them has. */
const KEPT = ["range", "from", "to", "zone", "compare", "by", "top"];

/** A key belongs to one environment, so switching on a key's page leads to the other environment's list. */
export function EnvironmentSwitch() {
  const environment = useEnvironment();
  const pathname = usePathname();
  const { slug } = useTeam();
  const section = ["usage", "alerts"].find((name) => pathname.startsWith(`/${slug}/${name}`)) ?? "keys";
  const kept = new URLSearchParams(
    [...useSearchParams()].filter(([name]) => section === "usage" && KEPT.includes(name)),
  );
  const path = `/${slug}/${section}${kept.size > 0 ? `?${kept}` : ""}`;
  return (
    <nav aria-label="Environment" className="grid grid-cols-2 gap-0.5 rounded bg-hover p-0.5">
      {ENVIRONMENTS.map((name) => {
        const current = name === environment;
        return (
          <Link
            key={name}
            href={inEnvironment(path, name)}
            aria-current={current ? "true" : undefined}
            className={clsx(
              "flex h-7 items-center justify-center gap-1.5 rounded-sm font-medium text-xs transition-colors",
              current ? "bg-selected shadow-[0_1px_2px_rgb(0_0_0/0.08)]" : "text-muted hover:text-text",
              current && (name === "test" ? "text-env-test" : "text-text"),
            )}
          >
            <span aria-hidden className={clsx("size-1.5 rounded-full", DOTS[name])} />
            {LABELS[name]}
          </Link>
        );
      })}
    </nav>
  );
}
