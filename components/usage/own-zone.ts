import { currentName } from "./current-name";

/** The browser's time zone, by its IANA name. On the server: the server's own, so ask in the browser only. */
export const ownZone = (): string => currentName(new Intl.DateTimeFormat().resolvedOptions().timeZone);
