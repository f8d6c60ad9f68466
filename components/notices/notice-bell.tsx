"use client";

import clsx from "clsx";
import { Bell } from "lucide-react";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import { buttonClass } from "@/components/ui/button-class";
import { Menu, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { TimeAgo } from "@/components/ui/relative-time";
import type { BriefNotice } from "@/lib/notifications/brief-notice";
import { noticeTitle } from "@/lib/notifications/notice-words";
import { noticeLook } from "./kind-looks";
import { noticePath } from "./notice-path";
import { useNotices } from "./notices-context";

const MOST_SHOWN = 99;

/** How many notices are unread, and the newest of them, on every page. */
export function NoticeBell() {
  const { slug } = useTeam();
  const environment = useEnvironment();
  const notices = useNotices();
  const unread = notices.unread(environment);
  const newest = notices.newest[environment];
  return (
    <Menu
      wide
      label={unread === 0 ? "Notices" : `Notices, ${unread.toLocaleString("en")} unread`}
      triggerClassName={buttonClass("ghost", "icon")}
      trigger={
        <>
          <Bell aria-hidden className="size-4" />
          {unread > 0 && (
            <span
              aria-hidden
              className="tabular absolute -top-1 -right-1 min-w-4 rounded-full bg-accent px-1 text-center text-2xs text-canvas leading-4"
            >
              {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
            </span>
          )}
        </>
      }
    >
      {newest.length === 0 && <p className="px-2 py-3 text-muted text-sm">No notices yet</p>}
      {newest.map((notice) => (
        <BellItem key={notice.id} notice={notice} href={noticePath(slug, notice)} />
      ))}
      <MenuSeparator />
      <MenuLink href={inEnvironment(`/${slug}/notices`, environment)}>All notices</MenuLink>
    </Menu>
  );
}

function BellItem({ notice, href }: { notice: BriefNotice; href: string }) {
  const { isRead, markRead } = useNotices();
  const { icon: Icon, ink } = noticeLook(notice.facts);
  const isNew = !isRead(notice);
  const title = noticeTitle({ facts: notice.facts, keyLabel: notice.key?.label ?? null }, Date.parse(notice.createdAt));
  return (
    <MenuLink href={href} onClick={() => markRead([notice])}>
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0 self-start", ink)} />
      <span className="min-w-0 py-1.5">
        <span className={clsx("block [overflow-wrap:anywhere]", isNew && "font-medium")}>{title}</span>
        <span className="flex items-center gap-1.5 text-muted text-xs">
          {isNew && (
            <>
              <span aria-hidden className="size-1.5 rounded-full bg-accent" />
              <span>Unread ·</span>
            </>
          )}
          <TimeAgo at={notice.createdAt} />
        </span>
      </span>
    </MenuLink>
  );
}
