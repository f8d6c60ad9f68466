import type { ReactNode } from "react";
import { momentText } from "@/components/usage/bucket-text";
import { factLines } from "./fact-words";
import type { ShownEvent } from "./show-events";

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="tabular min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

const KINDS: Record<string, string> = { user: "member", access_token: "access token", system: "by itself" };

/** Who, what (before → after), when, from where: all that the trail holds of an event. `children`: where to go from here. */
export function EventDetails({ event, zone, children }: { event: ShownEvent; zone: string; children?: ReactNode }) {
  const at = Date.parse(event.at);
  const lines = factLines(event.before, event.after);
  return (
    <dl className="grid grid-cols-[minmax(84px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 pt-1 pb-4 pl-[42px] text-xs max-cards:pl-4">
      {lines.map(({ field, before, after }) => (
        <Line key={field} name={field}>
          {before !== null && (
            <>
              <del className="text-muted no-underline">
                <span className="sr-only">before: </span>
                {before}
              </del>
              <span aria-hidden> → </span>
              <span className="sr-only">, after: </span>
            </>
          )}
          {after}
        </Line>
      ))}
      {lines.length > 0 && <div aria-hidden className="col-span-2 my-1 h-px bg-line" />}
      <Line name="who">
        <bdi>{event.actor.name}</bdi>, {KINDS[event.actor.kind] ?? event.actor.kind.replaceAll("_", " ")}
        {event.actor.id && <span className="ml-2 text-muted">{event.actor.id}</span>}
      </Line>
      <Line name="to what">
        {event.target.kind.replaceAll("_", " ")} <span className="text-muted">{event.target.id}</span>
        {children && <span className="ml-2">{children}</span>}
      </Line>
      <Line name="when">
        {Number.isNaN(at) ? event.at : momentText(at, zone)}
        {!Number.isNaN(at) && zone !== "UTC" && <span className="block text-muted">{momentText(at, "UTC")}</span>}
      </Line>
      <Line name="from">
        {event.ip ?? "unknown address"}
        {event.countryName !== null && `, ${event.countryName}`}
        {event.userAgent !== null && <bdi className="block text-muted">{event.userAgent}</bdi>}
      </Line>
      {event.requestId && <Line name="request">{event.requestId}</Line>}
      <Line name="event">
        {event.seq.toLocaleString("en")} <span className="text-muted">{event.id}</span>
      </Line>
      <Line name="hash">
        <span className="text-muted">{event.hash}</span>
      </Line>
    </dl>
  );
}
