import type { SearchOption } from "@/components/ui/search-select";
import { UTC } from "@/lib/usage/zone";
import { offsetText } from "./bucket-text";
import { currentName, zoneText } from "./current-name";

/** The viewer's own zone first, then UTC, then all others by name; each with its offset at a moment that is looked at. */
export function zoneOptions(own: string, at: number): SearchOption<string>[] {
  const all = Intl.supportedValuesOf("timeZone").map(currentName).sort();
  return [...new Set([own, UTC, ...all])].map((zone) => ({
    value: zone,
    label: zone === own ? `${zoneText(zone)} (yours)` : zoneText(zone),
    detail: offsetText(at, zone),
  }));
}
