import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { environmentParser } from "@/components/shell/environment";
import { DELIVERY_STATUSES } from "@/lib/webhooks/schema";

/** What the URL of an endpoint's log says; page and controls read the same definition. */
export const logParsers = {
  env: environmentParser,
  status: parseAsStringLiteral(DELIVERY_STATUSES),
  page: parseAsInteger.withDefault(1),
  /** The delivery that is open. */
  delivery: parseAsString,
};
export type LogFilters = inferParserType<typeof logParsers>;

export const loadLogFilters = createLoader(logParsers);
const serialize = createSerializer(logParsers);
export const logHref = (filters: LogFilters): string => serialize(filters) || "?";
