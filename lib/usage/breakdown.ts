import { type Detail, type Dimension, OTHER, type Tally } from "./detail";

/** One value of a dimension and what happened under it. `value` "" and not other: not known, since nobody said. */
export type Part = {
  value: string;
  /** Everything beyond the largest values that were kept apart; its value is "". */
  isOther: boolean;
  /** Verifications answered, and how many of them were refused. */
  requests: number;
  refused: number;
  /** Responses that the provider's services reported, and how many of them were 4xx or 5xx. */
  responses: number;
  failed: number;
  /** Of the reported responses, in milliseconds; null when none was reported. */
  meanLatencyMs: number | null;
  /** When it was last seen, ISO 8601, to the second. */
  lastAt: string | null;
};

/** A caller is an address and a user agent; `value` joins them by a tab. */
export type Caller = Part & { ip: string | null; userAgent: string | null; country: string | null };

/**
 * Who called, from where, what for, and how it was answered. Each list is ordered by requests and responses, largest first,
 * and adds up to the totals of the same scope and range, but for `scopes`: a question may name none or several.
 */
export type Breakdown = {
  /** `GET /v1/charges/{id}`, or the path alone where no method was told. */
  routes: Part[];
  callers: Caller[];
  /** ISO 3166-1 alpha-2. */
  countries: Part[];
  /** Scopes that verifications asked for. */
  scopes: Part[];
  /** HTTP statuses that services reported, most frequent first. */
  statuses: { status: number; responses: number }[];
  /** Keys by their uuid: of a team the largest, and those most in trouble. */
  keys: Part[];
};

function toPart(value: string, tally: Tally): Part {
  return {
    value: value === OTHER ? "" : value,
    isOther: value === OTHER,
    requests: tally.requests,
    refused: tally.refused,
    responses: tally.responses,
    failed: tally.failed,
    meanLatencyMs: tally.responses === 0 ? null : tally.latency / 10 / tally.responses,
    lastAt: tally.lastAt === 0 ? null : new Date(tally.lastAt * 1_000).toISOString(),
  };
}

/** Services report an address and no user agent: where verifications named agents at it, the reports are of the busiest of them. */
function joinReports(callers: [string, Tally][]): [string, Tally][] {
  const busiest = new Map<string, Tally>();
  for (const [value, tally] of callers) {
    const [ip = "", userAgent = ""] = value.split("\t");
    if (userAgent !== "" && !busiest.has(ip)) busiest.set(ip, tally);
  }
  return callers.filter(([value, tally]) => {
    const [ip = "", userAgent = ""] = value.split("\t");
    const joined = value !== OTHER && userAgent === "" && tally.requests === 0 ? busiest.get(ip) : undefined;
    joined?.add(tally);
    return joined === undefined;
  });
}

/** @param countryOf the country an address is registered in, or null */
export function toBreakdown(detail: Detail, countryOf: (ip: string) => string | null): Breakdown {
  const parts = (dimension: Dimension): Part[] =>
    detail.sorted(dimension).map(([value, tally]) => toPart(value, tally));
  return {
    routes: parts("route"),
    callers: joinReports(detail.sorted("caller")).map(([value, tally]) => {
      const [ip = "", userAgent = ""] = value === OTHER ? [] : value.split("\t");
      return {
        ...toPart(value, tally),
        ip: ip || null,
        userAgent: userAgent || null,
        country: ip === "" ? null : countryOf(ip),
      };
    }),
    countries: parts("country"),
    scopes: parts("scope"),
    statuses: detail
      .sorted("status")
      .filter(([value]) => value !== OTHER)
      .map(([value, tally]) => ({ status: Number(value), responses: tally.responses })),
    keys: parts("key"),
  };
}
