import type { AlertView } from "@/lib/alerts/view";

/** When it was, in ISO 8601: a report comes at a moment, everything else shows in an hour. */
export const alertMoment = ({ kind, openedAt, window }: Pick<AlertView, "kind" | "openedAt" | "window">): string =>
  kind === "leaked" ? openedAt : window.from;
