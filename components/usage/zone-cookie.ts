/** The browser's own time zone, as the server knows it: set by zone-note.tsx, read by asked-range.ts. */
export const ZONE_COOKIE = "latchkey-zone";
