import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { environmentParser } from "@/components/shell/environment";
import { EXPORT_KINDS } from "@/lib/audit/schema";
import { RANGE_SPANS } from "@/lib/usage/range";

/** How far back: no name, all of it. */
export const AUDIT_RANGES = ["24h", "7d", "30d", "90d"] as const;

/** What the trail's URL says; the server's page, its export and the controls above the list read the same definition. */
export const auditFilterParsers = {
  env: environmentParser,
  actor: parseAsString,
  action: parseAsString,
  key: parseAsString,
  range: parseAsStringLiteral(AUDIT_RANGES),
  /** ISO 8601, and winning over the name of a range. */
  from: parseAsString,
  to: parseAsString,
  page: parseAsInteger.withDefault(1),
};
export type AuditFilters = inferParserType<typeof auditFilterParsers>;

export const loadAuditFilters = createLoader(auditFilterParsers);
export const auditHref = createSerializer(auditFilterParsers);
export const exportParsers = { ...auditFilterParsers, format: parseAsStringLiteral(EXPORT_KINDS).withDefault("csv") };

/** Every filter off; the environment, which the trail does not know, stays for the other pages. */
export const NO_AUDIT_FILTERS = {
  actor: null,
  action: null,
  key: null,
  range: null,
  from: null,
  to: null,
  page: 1,
} as const;

export const isFiltered = ({ actor, action, key, range, from, to }: AuditFilters): boolean =>
  [actor, action, key, range, from, to].some((filter) => filter !== null);

const isoOf = (text: string | null): string | undefined => {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
};

/** The URL's filters as the domain's schemas take them; what cannot be read is left out. */
export function askedFilter({ actor, action, key, range, from, to }: AuditFilters, now: number) {
  const isNamed = range !== null && from === null && to === null;
  return {
    actor: actor?.slice(0, 64),
    action: action?.slice(0, 100),
    keyId: key?.slice(0, 64),
    from: isNamed ? new Date(now - RANGE_SPANS[range]).toISOString() : isoOf(from),
    to: isoOf(to),
  };
}
