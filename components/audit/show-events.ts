import "server-only";
import type { ListedEvent } from "@/lib/audit/list-events";
import { countryName } from "@/lib/geo/country-name";
import type { KeyLabels } from "@/lib/keys/label-keys";

/** An event with what a person calls things. `key`: of an event about one. */
export type ShownEvent = ListedEvent & { countryName: string | null; key: KeyLabels[string] | null };

/** Countries are named here and not in the browser, whose names may be others than the server's. */
export const showEvents = (events: readonly ListedEvent[], keys: KeyLabels = {}): ShownEvent[] =>
  events.map((event) => ({
    ...event,
    countryName: event.country && countryName(event.country),
    key: keys[event.target.id] ?? null,
  }));
