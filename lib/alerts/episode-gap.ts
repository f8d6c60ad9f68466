import { DAY } from "@/lib/usage/step";
import type { AlertKind } from "./finding";

/**
 * How long nothing has to be seen for an episode to be over: until then what is seen again belongs to the same alert, which
 * stays acknowledged or muted. A forgotten caller may come once a month, and a leak be found in a second place weeks later. Milliseconds.
 */
export const episodeGap = (kind: AlertKind): number => (kind === "retired_secret" || kind === "leaked" ? 31 : 1) * DAY;
