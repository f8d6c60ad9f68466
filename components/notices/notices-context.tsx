"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useOptimistic, useTransition } from "react";
import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { markNoticesReadAction } from "@/lib/actions/notifications";
import type { Environment } from "@/lib/keys/environment";
import type { BriefNotice } from "@/lib/notifications/brief-notice";
import type { UnreadNotices } from "@/lib/notifications/count-unread-notices";
import type { MarkNoticesReadInput } from "@/lib/notifications/schema";
import { isRead, joinMarks, marksOf, NO_MARKS, type ReadMarks, type Swept, unreadLeft } from "./read-marks";

type Marked = Pick<BriefNotice, "id" | "facts" | "environment" | "readAt">;

/** What every page tells of the person's notices, as the server read it. */
export type NoticesOfPage = {
  unread: UnreadNotices;
  newest: Record<Environment, BriefNotice[]>;
  pressing: BriefNotice[];
};

type Notices = {
  newest: NoticesOfPage["newest"];
  pressing: BriefNotice[];
  unread: (environment: Environment) => number;
  isRead: (notice: Marked) => boolean;
  markRead: (notices: readonly Marked[]) => void;
  markAllRead: (all: Swept) => void;
};

const NoticesContext = createContext<Notices | null>(null);

export function useNotices(): Notices {
  const notices = useContext(NoticesContext);
  if (notices === null) throw new Error("useNotices is used outside a team's pages.");
  return notices;
}

const UNREACHABLE = "The server did not answer. Check the connection and try again.";

/** One memory of what was read for inbox, bell, banner and counts: marking shows everywhere at once. */
export function NoticesProvider({ unread, newest, pressing, children }: NoticesOfPage & { children: ReactNode }) {
  const router = useRouter();
  const { slug: team } = useTeam();
  const [marks, mark] = useOptimistic(NO_MARKS, joinMarks);
  const [, startTransition] = useTransition();

  const send = (more: ReadMarks, input: MarkNoticesReadInput) =>
    startTransition(async () => {
      mark(more);
      const marked = await markNoticesReadAction({ team, ...input }).catch(() => null);
      if (!marked?.ok) toast.error(marked?.error.message ?? UNREACHABLE);
      router.refresh();
    });
  const markRead = (notices: readonly Marked[]) => {
    const noticeIds = notices.filter((notice) => !isRead(notice, marks)).map(({ id }) => id);
    if (noticeIds.length > 0) send(marksOf(notices), { noticeIds });
  };
  const markAllRead = (all: Swept) => {
    const { environment, group } = all;
    send({ ids: new Map(), swept: [all] }, { all: true, environment, ...(group && { group }) });
  };
  return (
    <NoticesContext
      value={{
        newest,
        pressing: pressing.filter((notice) => !isRead(notice, marks)),
        unread: (environment) => unreadLeft(unread, marks, environment),
        isRead: (notice) => isRead(notice, marks),
        markRead,
        markAllRead,
      }}
    >
      {children}
    </NoticesContext>
  );
}
