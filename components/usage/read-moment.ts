import { momentOf } from "@/lib/usage/local-time";

/** The moment that an input of type datetime-local means in a zone; null while it is not filled in. */
export function readMoment(text: string, zone: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (found === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = found.slice(1).map(Number);
  return momentOf({ year, month, day, hour, minute }, zone);
}
