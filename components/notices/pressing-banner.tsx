"use client";

import { TriangleAlert, X } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import { buttonClass } from "@/components/ui/button-class";
import { useNow } from "@/components/ui/now";
import type { BriefNotice } from "@/lib/notifications/brief-notice";
import { noticePath } from "./notice-path";
import { useNotices } from "./notices-context";
import { pressingWords } from "./pressing-words";

/**
 * What cannot wait, above every page but the inbox, which says it itself. A live key is told of in both environments; a test key
 * in its own. To dismiss it is to have read it.
 */
export function PressingBanner() {
  const { slug } = useTeam();
  const environment = useEnvironment();
  const pathname = usePathname();
  const now = useNow();
  const { pressing, markRead } = useNotices();
  const live = pressing.filter((notice) => notice.environment !== "test");
  const shown = live.length > 0 || environment === "live" ? live : pressing;
  const [first] = shown;
  if (first === undefined || pathname === `/${slug}/notices`) return null;
  return (
    <section
      aria-label="Urgent notices"
      className="flex items-center gap-2.5 bg-warning-soft px-4 py-1.5 text-sm cards:px-6"
    >
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-warning" />
      <p className="min-w-0 grow [overflow-wrap:anywhere]">
        {pressingWords(shown, now)}{" "}
        <Link
          href={
            shown.length === 1 ? noticePath(slug, first) : inEnvironment(`/${slug}/notices?unread=true`, where(first))
          }
          className="inline-block min-h-6 font-medium underline underline-offset-2"
        >
          {shown.length === 1 ? "Open key" : "See notices"}
        </Link>
      </p>
      <button
        type="button"
        aria-label="Dismiss and mark read"
        className={buttonClass("ghost", "icon")}
        onClick={() => {
          markRead(shown);
          document.getElementById("content")?.focus();
        }}
      >
        <X aria-hidden className="size-4" />
      </button>
    </section>
  );
}

const where = ({ environment }: BriefNotice) => environment ?? "live";
