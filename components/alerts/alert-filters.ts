import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { environmentParser } from "@/components/shell/environment";
import { ALERT_KINDS } from "@/lib/alerts/finding";
import { ALERT_STATUSES } from "@/lib/alerts/schema";

/** What the alert list's URL says; the server's page and the controls above the list read the same definition. */
export const alertFilterParsers = {
  env: environmentParser,
  status: parseAsStringLiteral(ALERT_STATUSES).withDefault("open"),
  kind: parseAsStringLiteral(ALERT_KINDS),
  key: parseAsString,
  page: parseAsInteger.withDefault(1),
};
export type AlertFilters = inferParserType<typeof alertFilterParsers>;

export const loadAlertFilters = createLoader(alertFilterParsers);
export const alertListHref = createSerializer(alertFilterParsers);

/** Every filter off; environment and status stay. */
export const NO_ALERT_FILTERS = { kind: null, key: null, page: 1 } as const;

export const isFiltered = ({ kind, key }: AlertFilters): boolean => kind !== null || key !== null;
