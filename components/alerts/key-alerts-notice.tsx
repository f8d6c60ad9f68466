"use client";

import Link from "next/link";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { Notice } from "@/components/ui/notice";
import { RelativeTime } from "@/components/ui/relative-time";
import type { AlertView } from "@/lib/alerts/view";
import type { KeyView } from "@/lib/keys/view";
import { KIND_WORDS } from "./alert-kinds";
import { alertMoment } from "./alert-moment";
import { AlertSentence } from "./alert-sentence";

type KeyAlertsNoticeProps = { item: Pick<KeyView, "id" | "environment">; open: { newest: AlertView[]; total: number } };

/** What is unusual about this key and not yet acknowledged. */
export function KeyAlertsNotice({ item, open }: KeyAlertsNoticeProps) {
  const { slug } = useTeam();
  if (open.total === 0) return null;
  return (
    <Notice tone="warning">
      <ul className="flex flex-col gap-1">
        {open.newest.map((alert) => (
          <li key={alert.id} className="[overflow-wrap:anywhere]">
            <span className="font-medium">{KIND_WORDS[alert.kind].title}</span> <RelativeTime at={alertMoment(alert)} />
            <span className="block">
              <AlertSentence alert={alert} />
            </span>
          </li>
        ))}
      </ul>
      <Link
        href={inEnvironment(`/${slug}/alerts?key=${item.id}`, item.environment)}
        className="mt-1 inline-block min-h-6 font-medium underline underline-offset-2"
      >
        {open.total === 1 ? "See the alert" : `See all ${open.total} alerts`}
      </Link>
    </Notice>
  );
}
