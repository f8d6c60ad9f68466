import type { Dimension } from "@/lib/usage/detail";
import { OUTCOME_COLUMN, STATUS_COLUMN, USAGE_CODES } from "@/lib/usage/outcome";
import { columnIndex, type UsageRow } from "@/lib/usage/usage-row";
import type { DemoKey, Flow } from "./demo-key";
import { type Random, share } from "./random";

type Weighted = readonly (readonly [value: string, weight: number])[];
type CountryOf = (ip: string) => string | null;

const READS: Weighted = [
  ["GET /v1/charges", 46],
  ["GET /v1/charges/{id}", 31],
  ["GET /v1/customers/{id}", 14],
  ["GET /v1/balance", 3],
];
const WRITES: Weighted = [
  ["POST /v1/charges", 38],
  ["POST /v1/refunds", 4],
  ["PATCH /v1/customers/{id}", 7],
];
const SETTINGS: Weighted = [["PUT /v1/settings/payouts", 1]];

/** The machines of one fleet share a network: the address that was last seen is the busiest of a few. */
function fleet(ip: string, userAgent: string): Weighted {
  const [head, last] = [ip.slice(0, ip.lastIndexOf(".") + 1), Number(ip.slice(ip.lastIndexOf(".") + 1))];
  return [0, 1, 2, 5].map((step, i) => [`${head}${(last + step) % 256}\t${userAgent}`, [60, 25, 11, 4][i] ?? 1]);
}

function routesOf({ scopes }: DemoKey): Weighted {
  return [
    ...(scopes.includes("read") ? READS : []),
    ...(scopes.includes("write") ? WRITES : []),
    ...(scopes.includes("admin") ? SETTINGS : []),
  ];
}

/** A key of the demo asks for what its routes need; some keys hold more than they ever ask for. */
function scopesOf(spec: DemoKey): Weighted {
  const asked = spec.asks ?? spec.scopes;
  return asked.map((scope) => [scope, scope === "read" ? 70 : scope === "write" ? 28 : 2]);
}

const STATUSES: Record<string, Weighted> = {
  "1xx": [["103", 1]],
  "2xx": [
    ["200", 88],
    ["201", 9],
    ["204", 3],
  ],
  "3xx": [["304", 1]],
  "4xx": [
    ["404", 55],
    ["422", 30],
    ["409", 15],
  ],
  "5xx": [
    ["503", 60],
    ["500", 30],
    ["504", 10],
  ],
};

/** Says of a row's calls who made them, what for, and how they were answered, in agreement with its counts. */
export function addDetail(random: Random, row: UsageRow, spec: DemoKey, flow: Flow, countryOf: CountryOf): void {
  const requests = USAGE_CODES.reduce((sum, code) => sum + (row.counts[columnIndex(OUTCOME_COLUMN[code])] ?? 0), 0);
  const served = row.counts[columnIndex(OUTCOME_COLUMN.VALID)] ?? 0;
  const failed = ["4xx", "5xx"].reduce(
    (sum, of) => sum + (row.counts[columnIndex(STATUS_COLUMN[of as "4xx"])] ?? 0),
    0,
  );
  const missing = row.counts[columnIndex(OUTCOME_COLUMN.INSUFFICIENT_SCOPE)] ?? 0;
  const lastAt = Math.floor(row.bucket / 1_000) + 30;
  const latency = Math.round((flow.medianMs ?? 40) * 11.5);
  const count = (dimension: Dimension, values: Weighted, refusedCalls: number): void => {
    const weights = values.map(([, weight]) => weight);
    if (weights.length === 0) return;
    const calls = share(random, requests, weights);
    // Shared by what was called, so that nowhere more is refused, or fails, than there was.
    const refused = share(random, refusedCalls, calls);
    const answers = calls.map((n, i) => n - (refused[i] ?? 0));
    const bad = share(random, failed, answers);
    for (const [i, [value]] of values.entries()) {
      if (!calls[i] && !answers[i]) continue;
      const tally = row.detail.tally(dimension, value);
      tally.requests += calls[i] ?? 0;
      tally.refused += refused[i] ?? 0;
      tally.responses += dimension === "scope" ? 0 : (answers[i] ?? 0);
      tally.failed += dimension === "scope" ? 0 : (bad[i] ?? 0);
      tally.latency += dimension === "scope" ? 0 : (answers[i] ?? 0) * latency;
      tally.lastAt = Math.max(tally.lastAt, lastAt);
    }
  };
  const { ip = "192.0.2.1", userAgent = "" } = { ...spec.secrets[flow.secret], ...flow.caller };
  count("route", routesOf(spec), requests - served);
  count("caller", fleet(ip, userAgent), requests - served);
  count("country", [[countryOf(ip) ?? "", 1]], requests - served);
  count("scope", scopesOf(spec), missing);
  for (const [of, values] of Object.entries(STATUSES)) {
    const responses = row.counts[columnIndex(STATUS_COLUMN[of as "2xx"])] ?? 0;
    const shares = share(
      random,
      responses,
      values.map(([, weight]) => weight),
    );
    for (const [i, [status]] of values.entries()) {
      if (shares[i]) row.detail.tally("status", status).responses += shares[i];
    }
  }
  row.detail.tally("key", row.keyId).add(row.detail.sum);
}
