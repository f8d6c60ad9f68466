"use client";

import Link from "next/link";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import { NOTICE_GROUPS } from "@/lib/notifications/notice-kind";
import { preferencesPath } from "@/lib/notifications/notice-links";
import { GROUP_WORDS } from "./group-words";

/** Nothing told so far: what will be. */
export function NoNoticesYet() {
  const { slug } = useTeam();
  const environment = useEnvironment();
  return (
    <section aria-label="Notices" className="rounded-lg border border-line bg-surface">
      <EmptyState
        title="No notices yet"
        action={
          <Link href={inEnvironment(preferencesPath(slug), environment)} className={buttonClass()}>
            Choose notifications
          </Link>
        }
        sample={
          <dl className="grid gap-x-6 gap-y-4 border-line border-t pt-6 cards:grid-cols-2">
            {NOTICE_GROUPS.map((group) => (
              <div key={group}>
                <dt className="font-medium text-sm">{GROUP_WORDS[group].title}</dt>
                <dd className="text-muted text-xs">{GROUP_WORDS[group].tells}</dd>
              </div>
            ))}
          </dl>
        }
      >
        What a key needs of you is told here in time, each thing once, and by mail as you choose. This is what is told:
      </EmptyState>
    </section>
  );
}
