import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsStringLiteral,
} from "nuqs/server";
import { environmentParser } from "@/components/shell/environment";
import { FINDING_KINDS } from "@/lib/key-review/findings";

/** What the review's URL says: environment, finding, page. */
const reviewParsers = {
  env: environmentParser,
  finding: parseAsStringLiteral(FINDING_KINDS),
  page: parseAsInteger.withDefault(1),
};
export type ReviewFilters = inferParserType<typeof reviewParsers>;

export const loadReviewFilters = createLoader(reviewParsers);
const serialise = createSerializer(reviewParsers);
export const reviewHref = (filters: ReviewFilters): string => serialise(filters) || "?";
