import { countryName } from "@/lib/geo/country-name";
import type { Evidence } from "./finding";

/** The countries that evidence tells of, by code. Asked on the server alone: browsers bring other versions of the names. */
export function countryNamesOf(evidence: Evidence): Record<string, string> {
  const codes =
    evidence.kind === "new_country"
      ? [evidence.country, ...evidence.known]
      : evidence.kind === "refusal_burst" && evidence.country !== null
        ? [evidence.country]
        : [];
  return Object.fromEntries(codes.map((code) => [code, countryName(code)]));
}
