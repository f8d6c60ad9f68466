import { showId } from "@/lib/ids";
import type { Trouble } from "./find-trouble";

const WHAT: Record<Trouble["problem"], string> = {
  altered: "was altered",
  removed: "was removed",
  inserted: "was inserted",
  reordered: "is not in its place",
  head: "is the last to be found",
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An event's id as it is shown; what is none, since it was altered, as it is. */
export const showEventId = (id: string): string => (UUID.test(id) ? showId("event", id) : id);

/** "Event 37 (event_01…) was altered. Its contents are not those it was written with." */
export const troubleInWords = ({ seq, id, problem, detail }: Trouble): string =>
  `Event ${seq}${id === null ? "" : ` (${showEventId(id)})`} ${WHAT[problem]}. ${detail}`;
