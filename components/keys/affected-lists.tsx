"use client";

import type { ReactNode } from "react";
import { TimeAgo } from "@/components/ui/relative-time";
import type { AffectedCaller, BlastRadius } from "@/lib/usage/blast-radius";

function List({ title, empty, more, children }: { title: string; empty: string; more: string; children: ReactNode[] }) {
  return (
    <div className="min-w-0">
      <h3 className="font-medium text-muted text-xs">{title}</h3>
      {children.length === 0 ? (
        <p className="mt-1 text-muted text-xs">{empty}</p>
      ) : (
        <ul className="mt-1 flex flex-col gap-1">{children}</ul>
      )}
      {more && <p className="mt-1 text-muted text-xs">{more}</p>}
    </div>
  );
}

const count = (requests: number): ReactNode => (
  <span className="tabular shrink-0 text-xs leading-5">{requests.toLocaleString("en")}</span>
);

function CallerLine({ caller: { ip, country, userAgent, requests, lastAt } }: { caller: AffectedCaller }) {
  return (
    <li className="flex items-start justify-between gap-3">
      <span className="min-w-0">
        <span className="block truncate">
          <span className="tabular text-xs">{ip ?? "Address not told"}</span>
          {country && <span className="ml-1.5 text-muted text-xs">{country}</span>}
        </span>
        <span className="block truncate text-muted text-xs" title={userAgent ?? undefined}>
          {lastAt && <TimeAgo at={lastAt} />}
          {lastAt && userAgent && " · "}
          {userAgent}
        </span>
      </span>
      {count(requests)}
    </li>
  );
}

/** The largest callers of the last 24 hours, and how many there are beside them. */
export function AffectedCallers({ radius: { callers, moreCallers, otherRequests } }: { radius: BlastRadius }) {
  const more = [
    moreCallers > 0 && `and ${moreCallers.toLocaleString("en")} more`,
    otherRequests > 0 && `${otherRequests.toLocaleString("en")} requests of callers that are not kept apart`,
  ].filter(Boolean);
  return (
    <List title="Who calls" empty="No caller was told." more={more.join(", ")}>
      {callers.map((caller) => (
        <CallerLine key={`${caller.ip} ${caller.userAgent}`} caller={caller} />
      ))}
    </List>
  );
}

/** The routes that are called most with the key. */
export function AffectedRoutes({ radius: { routes, moreRoutes } }: { radius: BlastRadius }) {
  return (
    <List
      title="What they call"
      empty="No route was told."
      more={moreRoutes > 0 ? `and ${moreRoutes.toLocaleString("en")} more` : ""}
    >
      {routes.map(({ route, requests }) => (
        <li key={route} className="flex items-start justify-between gap-3">
          <span className="tabular text-xs leading-5 [overflow-wrap:anywhere]">{route}</span>
          {count(requests)}
        </li>
      ))}
    </List>
  );
}
