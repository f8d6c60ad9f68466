"use client";

import clsx from "clsx";
import { CircleDot, Monitor, Smartphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { revokeOtherSessionsAction, revokeSessionAction } from "@/lib/actions/account";
import type { ActionResult } from "@/lib/actions/result";
import type { SessionView } from "@/lib/auth/sessions/list-sessions";
import { sessionsInWords } from "./sessions-in-words";

const UNREACHABLE = "The server did not answer. Check the connection and try again.";
const ICONS = { computer: Monitor, phone: Smartphone, other: CircleDot };

/** Ends sessions one at a time, and reads the list again. `pending`: the session's id, or "others". */
function useEnding() {
  const router = useRouter();
  const [pending, setPending] = useState<string | null>(null);
  const end = async <T,>(which: string, act: () => Promise<ActionResult<T>>, said: (data: T) => string) => {
    if (pending !== null) return;
    setPending(which);
    const answer = await act().catch(() => null);
    setPending(null);
    if (answer?.ok) toast(said(answer.data));
    else toast.error(answer?.error.message ?? UNREACHABLE);
    router.refresh();
  };
  return { pending, end };
}

/** Where somebody is signed in as this person, and the way to end it. */
export function SessionsTable({ sessions }: { sessions: readonly SessionView[] }) {
  const { pending, end } = useEnding();
  const others = sessions.filter(({ current }) => !current).length;
  return (
    <Card
      title="Sessions"
      flush
      aside={
        others > 0 && (
          <Button
            size="sm"
            pending={pending === "others"}
            onClick={() =>
              void end(
                "others",
                () => revokeOtherSessionsAction({}),
                ({ ended }) => `${sessionsInWords(ended)} ended`,
              )
            }
          >
            End all other sessions
          </Button>
        )
      }
    >
      <p className="px-4 pb-3 text-muted text-sm">
        A session ends after 7 days without use, and after 30 days however busy. Ended here, its next request is
        refused.
      </p>
      <Table
        caption="Your sessions"
        className="border-line border-t max-cards:border-0"
        head={
          <>
            <HeaderCell>Device</HeaderCell>
            <HeaderCell>Place</HeaderCell>
            <HeaderCell>Signed in</HeaderCell>
            <HeaderCell>Last seen</HeaderCell>
            <HeaderCell>
              <span className="sr-only">Act</span>
            </HeaderCell>
          </>
        }
      >
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            pending={pending === session.id}
            onEnd={() =>
              void end(
                session.id,
                () => revokeSessionAction({ sessionId: session.id }),
                () => `Session on ${session.device} ended`,
              )
            }
          />
        ))}
      </Table>
    </Card>
  );
}

type SessionRowProps = { session: SessionView; pending: boolean; onEnd: () => void };

function SessionRow({ session, pending, onEnd }: SessionRowProps) {
  const { device, kind, ip, country, provider, signedInAt, lastSeenAt, current } = session;
  const Icon = ICONS[kind];
  return (
    <Row>
      <Cell>
        <span className="flex items-center gap-2.5">
          <Icon aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="font-medium">{device}</span>
          {current && <Badge tone="success">This session</Badge>}
        </span>
      </Cell>
      <Cell name="Place">
        <span className="block">{country ?? <span className="text-muted">Not known</span>}</span>
        <span className="tabular block text-muted text-xs [overflow-wrap:anywhere]">{ip}</span>
      </Cell>
      <Cell name="Signed in">
        <span className="inline-flex flex-wrap items-baseline gap-x-1.5 max-cards:justify-end">
          <RelativeTime at={signedInAt} className="whitespace-nowrap" />
          <span className="whitespace-nowrap text-muted text-xs">
            {provider === null ? "by password" : `by ${provider}`}
          </span>
        </span>
      </Cell>
      <Cell name="Last seen" className="whitespace-nowrap">
        {current ? "Now" : <RelativeTime at={lastSeenAt} />}
      </Cell>
      <Cell className={clsx("cards:text-right", current && "max-cards:hidden")}>
        {!current && (
          <Button size="sm" pending={pending} aria-label={`End session on ${device}`} onClick={onEnd}>
            End session
          </Button>
        )}
      </Cell>
    </Row>
  );
}
