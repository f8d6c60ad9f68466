import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { environmentParser, parseAsSearch } from "@/components/shell/environment";
import { KEY_ROTATIONS, KEY_SORTS, KEY_STATUSES } from "@/lib/keys/schema";

export const IDLE = ["30", "90", "never"] as const;
export const EXPIRING = ["soon", "none"] as const;

/** What the key list's URL says; the server's page and the controls above the table read the same definition. */
export const keyFilterParsers = {
  env: environmentParser,
  q: parseAsSearch,
  status: parseAsStringLiteral(KEY_STATUSES),
  creator: parseAsString,
  scope: parseAsString,
  idle: parseAsStringLiteral(IDLE),
  expiring: parseAsStringLiteral(EXPIRING),
  rotation: parseAsStringLiteral(KEY_ROTATIONS),
  sort: parseAsStringLiteral(KEY_SORTS).withDefault("created"),
  direction: parseAsStringLiteral(["asc", "desc"]).withDefault("desc"),
  page: parseAsInteger.withDefault(1),
};
export type KeyFilters = inferParserType<typeof keyFilterParsers>;

export const loadKeyFilters = createLoader(keyFilterParsers);
export const keyListHref = createSerializer(keyFilterParsers);

/** Every filter off; environment and order stay. */
export const NO_FILTERS = {
  q: "",
  status: null,
  creator: null,
  scope: null,
  idle: null,
  expiring: null,
  rotation: null,
  page: 1,
} as const;

export const isFiltered = (filters: KeyFilters): boolean =>
  filters.q !== "" ||
  [filters.status, filters.creator, filters.scope, filters.idle, filters.expiring, filters.rotation].some(
    (value) => value !== null,
  );
