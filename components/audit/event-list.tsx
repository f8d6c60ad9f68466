import { EventRow } from "./event-row";
import type { ShownEvent } from "./show-events";

type EventListProps = { events: readonly ShownEvent[]; zone: string; ofOneKey?: boolean };

/** Events of the trail, newest first; each opens to what is known of it. */
export function EventList({ events, zone, ofOneKey }: EventListProps) {
  return (
    <ul>
      {events.map((event) => (
        <EventRow key={event.id} event={event} zone={zone} ofOneKey={ofOneKey} />
      ))}
    </ul>
  );
}
