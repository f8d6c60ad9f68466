"use client";

import { ChevronRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { EnvironmentBadge } from "@/components/keys/environment-badge";
import { inEnvironment } from "@/components/shell/environment";
import { useTeamIfAny } from "@/components/shell/team-context";
import { Badge } from "@/components/ui/badge";
import { TimeAgo } from "@/components/ui/relative-time";
import { actionWords } from "./action-words";
import { EventDetails } from "./event-details";
import type { ShownEvent } from "./show-events";

/** What the event was about, where its facts say how people call it. */
function targetName({ key, before, after }: ShownEvent): string | null {
  if (key !== null) return key.label;
  const named = [after, before].flatMap((facts) => [facts?.name, facts?.email, facts?.label, facts?.owner, facts?.url]);
  return named.find((name): name is string => typeof name === "string" && name !== "") ?? null;
}

type EventRowProps = {
  event: ShownEvent;
  zone: string;
  /** The list is about that one thing already. */
  ofOneKey?: boolean;
};

/** Who did what to what, from where and when; opens to all that is known of it. */
export function EventRow({ event, zone, ofOneKey = false }: EventRowProps) {
  const team = useTeamIfAny();
  const { did, link, own = did } = actionWords(event.action);
  const isOwn = event.actor.id !== null && event.actor.id === event.target.id;
  const name = ofOneKey || link === null || (isOwn && own !== did) ? null : targetName(event);
  return (
    <li className="border-line border-b last:border-0">
      <details className="group">
        <summary className="flex min-h-11 list-none items-center gap-x-3 px-4 py-1.5 text-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-3.5 shrink-0 text-muted transition-transform group-open:rotate-90 max-cards:self-start max-cards:mt-1"
          />
          <span className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-0.5">
            <span className="min-w-0 grow [overflow-wrap:anywhere]">
              <bdi className="font-medium">{event.actor.name}</bdi>
              {event.actor.kind === "access_token" && <span className="text-muted"> (access token)</span>}{" "}
              {isOwn ? own : did}
              {name !== null && (
                <>
                  {link === ":" ? ": " : link === "" ? " " : ` ${link} `}
                  <bdi className="font-medium">{name}</bdi>
                </>
              )}
              {!ofOneKey && event.key?.environment === "test" && (
                <>
                  {" "}
                  <EnvironmentBadge environment="test" />
                </>
              )}
            </span>
            {!event.isWhole && (
              <Badge tone="danger" icon={<TriangleAlert aria-hidden className="size-3" />}>
                Not as written
              </Badge>
            )}
            <span className="tabular shrink-0 text-muted text-xs max-cards:hidden">{event.ip}</span>
            <span className="shrink-0 text-muted text-xs max-cards:basis-full cards:min-w-20 cards:text-right">
              <TimeAgo at={event.at} />
            </span>
          </span>
        </summary>
        <EventDetails event={event} zone={zone}>
          {!ofOneKey && event.key && team && (
            <Link
              href={inEnvironment(`/${team.slug}/keys/${event.target.id}`, event.key.environment)}
              className="text-accent underline underline-offset-2"
            >
              Open the key
            </Link>
          )}
        </EventDetails>
      </details>
    </li>
  );
}
