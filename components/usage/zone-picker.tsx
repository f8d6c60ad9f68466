"use client";

import { Globe } from "lucide-react";
import type { TransitionStartFunction } from "react";
import { SearchSelect } from "@/components/ui/search-select";
import { zoneText } from "./current-name";
import { ownZone } from "./own-zone";
import type { ShownRange } from "./shown-range";
import { useRange } from "./use-range";
import { zoneOptions } from "./zone-options";

type ZonePickerProps = { shown: ShownRange; startTransition: TransitionStartFunction };

/** In whose days and hours the charts are told. One's own zone needs no place in the URL: the server knows it. */
export function ZonePicker({ shown, startTransition }: ZonePickerProps) {
  const [, setRange] = useRange(startTransition);
  const { chosenZone, to } = shown;
  return (
    <SearchSelect
      label={`Times in ${zoneText(chosenZone)}, choose another time zone`}
      trigger={
        <>
          <Globe aria-hidden className="size-3.5" />
          Times in {zoneText(chosenZone)}
        </>
      }
      value={chosenZone}
      onValueChange={(zone) => void setRange({ zone: zone === ownZone() ? null : zone })}
      options={() => zoneOptions(ownZone(), to)}
      placeholder="City, region or offset"
      empty="No time zone matches. Try a larger city nearby."
    />
  );
}
