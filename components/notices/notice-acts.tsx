"use client";

import { Check, Pencil, RefreshCw } from "lucide-react";
import Link from "next/link";
import { askedActOf } from "@/components/keys/asked-act";
import { keyActs } from "@/components/keys/key-acts";
import { useKeyDialogs } from "@/components/keys/key-dialog-context";
import { useMay, useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { noticeLinks } from "@/lib/notifications/notice-links";
import type { NoticeView } from "@/lib/notifications/view";
import { useNotices } from "./notices-context";

const icon = "size-3.5";

type NoticeActsProps = { notice: NoticeView; title: string; onRead: () => void };

/** The links of the notice's mail; what they would open elsewhere opens here, for who may do it to the key as it is now. */
export function NoticeActs({ notice, title, onRead }: NoticeActsProps) {
  const { slug: team } = useTeam();
  const { open } = useKeyDialogs();
  const { isRead, markRead } = useNotices();
  const may = useMay();
  const { key, facts, environment } = notice;
  const acts = key === null ? new Set() : keyActs(key, may);
  const links = noticeLinks({ team, facts, keyId: key?.id ?? null, environment });
  return (
    <div className="flex flex-wrap gap-2">
      {links.map(({ label, path }) => {
        const act = askedActOf(path);
        if (act === null) {
          return (
            <Link
              key={path}
              href={path}
              prefetch={false}
              aria-label={`${label}: ${title}`}
              className={buttonClass("secondary", "sm")}
              onClick={() => markRead([notice])}
            >
              {label}
            </Link>
          );
        }
        if (key === null || !acts.has(act)) return null;
        const Icon = act === "rotate" ? RefreshCw : Pencil;
        return (
          <Button
            key={path}
            size="sm"
            icon={<Icon aria-hidden className={icon} />}
            aria-label={`${label}: ${title}`}
            onClick={() => {
              open({ kind: act, key });
              markRead([notice]);
            }}
          >
            {label}
          </Button>
        );
      })}
      {!isRead(notice) && (
        <Button
          size="sm"
          look="ghost"
          icon={<Check aria-hidden className={icon} />}
          aria-label={`Mark read: ${title}`}
          onClick={() => {
            markRead([notice]);
            onRead();
          }}
        >
          Mark read
        </Button>
      )}
    </div>
  );
}
