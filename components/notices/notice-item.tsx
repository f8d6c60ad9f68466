"use client";

import clsx from "clsx";
import Link from "next/link";
import { useRef } from "react";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { noticeDetail, noticeTitle } from "@/lib/notifications/notice-words";
import type { NoticeView } from "@/lib/notifications/view";
import { noticeLook } from "./kind-looks";
import { NoticeActs } from "./notice-acts";
import { useNotices } from "./notices-context";

type NoticeItemProps = {
  notice: NoticeView;
  zone: string;
  /** Whether it goes from the list once it is read. */
  leaves: boolean;
};

/** One notice: what it is, what that means, which key, and what to do about it. */
export function NoticeItem({ notice, zone, leaves }: NoticeItemProps) {
  const { isRead } = useNotices();
  const { slug } = useTeam();
  const article = useRef<HTMLElement>(null);
  const { facts, key, createdAt, countryNames } = notice;
  const { icon: Icon, ink } = noticeLook(facts);
  const isNew = !isRead(notice);
  // In the words of the day it was told; how long ago that is stands beside it.
  const title = noticeTitle({ facts, keyLabel: key?.label ?? null }, Date.parse(createdAt));
  return (
    <article
      ref={article}
      tabIndex={-1}
      aria-label={isNew ? `Unread: ${title}` : title}
      className={clsx("flex gap-3 border-line border-t px-4 py-3 first:border-0", isNew && "bg-accent-soft/40")}
    >
      <Icon aria-hidden className={clsx("mt-0.5 size-4 shrink-0", ink)} />
      <div className="flex min-w-0 grow flex-col gap-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <h3 className={clsx("min-w-0 text-sm [overflow-wrap:anywhere]", isNew ? "font-semibold" : "font-medium")}>
            {title}
          </h3>
          {isNew && (
            <Badge tone="accent" icon={<span aria-hidden className="size-1.5 rounded-full bg-accent" />}>
              Unread
            </Badge>
          )}
          <span className="ml-auto shrink-0 text-muted text-xs">
            <RelativeTime at={createdAt} />
          </span>
        </div>
        <p className="max-w-[76ch] text-muted text-sm [overflow-wrap:anywhere]">
          {noticeDetail(facts, zone, countryNames)}
        </p>
        {key && (
          <p className="flex flex-wrap items-center gap-x-2 text-xs">
            <Link
              href={inEnvironment(`/${slug}/keys/${key.id}`, key.environment)}
              prefetch={false}
              className="inline-block min-h-6 min-w-0 py-1 font-medium underline-offset-2 [overflow-wrap:anywhere] hover:underline"
            >
              <bdi>{key.label}</bdi>
            </Link>
            <span className="tabular text-muted">{key.masked}</span>
          </p>
        )}
        <NoticeActs
          notice={notice}
          title={title}
          onRead={() => (leaves ? document.getElementById("notices") : article.current)?.focus()}
        />
      </div>
    </article>
  );
}
