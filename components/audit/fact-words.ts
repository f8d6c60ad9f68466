import { KIND_WORDS } from "@/components/alerts/alert-kinds";
import { perWindow } from "@/components/keys/policy-in-words";
import { RESPONSE_WORDS } from "@/components/leaks/response-words";
import { momentText } from "@/components/usage/bucket-text";
import type { AlertKind } from "@/lib/alerts/finding";
import type { LeakResponse } from "@/lib/leaks/leak-response";
import { DISABLED_WORDS, type DisabledReason } from "@/lib/webhooks/disabled-reason";

type Facts = Record<string, unknown> | null;
export type FactLine = { field: string; before: string | null; after: string };

const FIELDS: Record<string, string> = {
  acknowledgedAt: "acknowledged",
  alertKind: "alerts about",
  allowedIps: "allowed addresses",
  disabledAt: "disabled",
  endsAt: "ends",
  disabledReason: "why",
  expiresAt: "expires",
  first: "first key",
  last: "last key",
  sha256: "digest of the keys' ids",
  defaultExpiryDays: "default expiry, days",
  leakResponse: "what follows a leak",
  liveAllowList: "allow list on live keys",
  longestGraceSeconds: "longest grace of a rotation, seconds",
  maximumLifetimeDays: "maximum lifetime, days",
  mutedUntil: "muted until",
  overdueRotation: "keys whose rotation is overdue",
  rateLimit: "rate limit",
  rateWindowSeconds: "rate window, seconds",
  replacedEndsAt: "replaced secret ends",
  reportedBy: "reported by",
  revokedAt: "revoked",
  seenAt: "seen at",
  rotateEveryDays: "rotation, every so many days",
};

/** "maximumLifetimeDays" and "maximum_lifetime_days" → "maximum lifetime days". */
const spaced = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();

const fieldWords = (field: string): string =>
  (Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined) ?? spaced(field);

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function factText(field: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) {
    return value.length === 0
      ? "none"
      : value.map((one) => (typeof one === "object" ? JSON.stringify(one) : one)).join(", ");
  }
  if (typeof value === "string" && ISO.test(value)) return momentText(Date.parse(value), "UTC");
  if (typeof value === "object") {
    if ("limit" in value && "windowSeconds" in value) {
      return perWindow({ limit: Number(value.limit), windowSeconds: Number(value.windowSeconds) });
    }
    return Object.keys(value).length === 0 ? "none" : JSON.stringify(value);
  }
  if (field === "alertKind" && Object.hasOwn(KIND_WORDS, String(value))) return KIND_WORDS[value as AlertKind].title;
  if (field === "leakResponse" && Object.hasOwn(RESPONSE_WORDS, String(value)))
    return RESPONSE_WORDS[value as LeakResponse].label;
  if (field === "disabledReason" && Object.hasOwn(DISABLED_WORDS, String(value)))
    return DISABLED_WORDS[value as DisabledReason];
  return String(value);
}

/** What an event changed, field by field; `before` only where there was something else. */
export function factLines(before: Facts, after: Facts): FactLine[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const isTold = (field: string): boolean =>
    (before?.[field] ?? null) !== null || (after?.[field] ?? null) !== null || before === null;
  return fields.filter(isTold).map((field) => {
    const [was, is] = [factText(field, before?.[field]), factText(field, after?.[field])];
    // Told before and not after: what the event was about, which it did not change.
    if (after !== null && !Object.hasOwn(after, field)) return { field: fieldWords(field), before: null, after: was };
    return { field: fieldWords(field), before: before !== null && was !== is ? was : null, after: is };
  });
}
