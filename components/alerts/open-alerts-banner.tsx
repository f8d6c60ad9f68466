"use client";

import Link from "next/link";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import { Notice } from "@/components/ui/notice";

/** Told to everybody who opens the keys, until somebody has acknowledged what is unusual. */
export function OpenAlertsBanner() {
  const { slug, openAlerts } = useTeam();
  const environment = useEnvironment();
  const count = openAlerts[environment];
  if (count === 0) return null;
  return (
    <Notice tone="warning">
      {count === 1
        ? "1 alert about unusual activity is open."
        : `${count.toLocaleString("en")} alerts about unusual activity are open.`}{" "}
      <Link
        href={inEnvironment(`/${slug}/alerts`, environment)}
        className="inline-block font-medium underline underline-offset-2"
      >
        Look at {count === 1 ? "it" : "them"}
      </Link>
    </Notice>
  );
}
