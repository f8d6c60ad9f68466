import type { Environment } from "@/lib/keys/environment";
import type { UsageCode } from "@/lib/usage/outcome";
import type { MemberName } from "./demo-members";
import type { Rhythm } from "./rhythm";

/** Calls with one secret: so many an hour at the rhythm's factor 1, between two moments (days before now). */
export type Flow = {
  secret: number;
  perHour: number;
  rhythm: Rhythm;
  outcomes: Partial<Record<UsageCode, number>>;
  from?: number;
  until?: number;
  /** How many times the calls of 90 days ago today's are. */
  growth?: number;
  medianMs?: number;
  /** The share of answered calls that the service answered with 4xx; 0.02 when left out. */
  clientErrors?: number;
  campaign?: boolean;
};

/** All times in days before now; negative ones lie ahead. Secrets oldest first; the one without `ends` is current. */
export type DemoKey = {
  label: string;
  note?: string;
  environment: Environment;
  creator: MemberName;
  scopes: string[];
  created: number;
  expires?: number;
  disabled?: number;
  revoked?: { at: number; reason: string; by: MemberName };
  edited?: { at: number; by: MemberName; before: Record<string, unknown>; after: Record<string, unknown> };
  allowedIps?: string[];
  limit?: number;
  metadata?: Record<string, unknown>;
  secrets: { created: number; ends?: number; ip?: string; userAgent?: string }[];
  flows: Flow[];
};

const OK = { VALID: 1 };

export const DEMO_KEYS: readonly DemoKey[] = [
  {
    label: "Checkout – production",
    note: "Every payment of the web shop. Rotate with the platform team only.",
    environment: "live",
    creator: "Ada Winter",
    scopes: ["read", "write"],
    created: 214.3,
    limit: 10_000,
    metadata: { service: "checkout", tier: "critical" },
    secrets: [
      { created: 214.3, ends: 33.1, ip: "95.217.163.246", userAgent: "acme-checkout/3.9.2 node/20.11.1" },
      { created: 36.1, ip: "52.29.11.7", userAgent: "acme-checkout/4.2.0 node/22.19.0" },
    ],
    flows: [
      { secret: 0, perHour: 3_000, rhythm: "business", outcomes: OK, until: 36.1, growth: 1.5, medianMs: 42 },
      { secret: 0, perHour: 900, rhythm: "business", outcomes: OK, from: 36.1, until: 34.4, medianMs: 42 },
      { secret: 1, perHour: 2_400, rhythm: "business", outcomes: OK, from: 36.1, until: 34.4, medianMs: 42 },
      {
        secret: 1,
        perHour: 3_400,
        rhythm: "business",
        outcomes: { VALID: 0.9985, RATE_LIMITED: 0.0015 },
        from: 34.4,
        growth: 1.5,
        medianMs: 42,
      },
      // One forgotten machine still tries the secret that a rotation ended.
      { secret: 0, perHour: 2.4, rhythm: "steady", outcomes: { REVOKED: 1 }, from: 33.1 },
    ],
  },
  {
    label: "Mobile apps",
    environment: "live",
    creator: "Mei Tan",
    scopes: ["read", "write"],
    created: 171.6,
    limit: 6_000,
    metadata: { platforms: ["ios", "android"] },
    secrets: [{ created: 171.6, ip: "51.158.22.14", userAgent: "acme-mobile-backend/2.31.0" }],
    flows: [
      {
        secret: 0,
        perHour: 2_100,
        rhythm: "shoppers",
        outcomes: { VALID: 0.997, RATE_LIMITED: 0.003 },
        growth: 1.9,
        medianMs: 61,
        clientErrors: 0.034,
        campaign: true,
      },
    ],
  },
  {
    label: "Nightly settlement",
    note: "Runs at 01:00 UTC, about an hour and a half.",
    environment: "live",
    creator: "Jonas Berg",
    scopes: ["admin", "read", "write"],
    created: 301.2,
    expires: -64.4,
    secrets: [{ created: 301.2, ip: "78.46.90.4", userAgent: "settlement/1.8 python-requests/2.32.5" }],
    flows: [
      { secret: 0, perHour: 5_200, rhythm: "nightly", outcomes: OK, growth: 1.3, medianMs: 118, clientErrors: 0.003 },
    ],
  },
  {
    label: "Fraud scoring",
    note: "Rotating: the batch scorer still has the old secret.",
    environment: "live",
    creator: "Jonas Berg",
    scopes: ["read"],
    created: 122.8,
    secrets: [
      { created: 122.8, ends: -2.15, ip: "34.89.160.3", userAgent: "fraud-batch/0.9 Go-http-client/2.0" },
      { created: 0.85, ip: "18.196.44.9", userAgent: "fraud-scoring/1.4 Go-http-client/2.0" },
    ],
    flows: [
      {
        secret: 0,
        perHour: 820,
        rhythm: "shoppers",
        outcomes: OK,
        until: 0.8,
        growth: 1.4,
        medianMs: 23,
        clientErrors: 0.004,
      },
      { secret: 0, perHour: 46, rhythm: "steady", outcomes: OK, from: 0.8, medianMs: 24 },
      { secret: 1, perHour: 1_080, rhythm: "shoppers", outcomes: OK, from: 0.8, medianMs: 22, clientErrors: 0.004 },
    ],
  },
  {
    label: "Webhook relay",
    environment: "live",
    creator: "Mei Tan",
    scopes: ["read", "write"],
    created: 85.3,
    expires: -4.9,
    secrets: [{ created: 85.3, ip: "104.196.22.5", userAgent: "relay/2.0 undici" }],
    flows: [{ secret: 0, perHour: 240, rhythm: "steady", outcomes: OK, from: 85.2, growth: 1.2, medianMs: 35 }],
  },
  {
    label: "Marketplace importer",
    note: "Third-party catalogue sync, polls far too often.",
    environment: "live",
    creator: "Jonas Berg",
    scopes: ["read"],
    created: 58.7,
    limit: 20,
    metadata: { partner: "Bazaar Ltd" },
    edited: {
      at: 30.5,
      by: "Jonas Berg",
      before: { rateLimit: { limit: 60, windowSeconds: 60 } },
      after: { rateLimit: { limit: 20, windowSeconds: 60 } },
    },
    secrets: [{ created: 58.7, ip: "52.67.33.1", userAgent: "Bazaar-Sync/5.1 Java/21.0.4" }],
    flows: [
      {
        secret: 0,
        perHour: 1_850,
        rhythm: "steady",
        outcomes: { VALID: 0.62, RATE_LIMITED: 0.38 },
        from: 58.6,
        medianMs: 31,
        clientErrors: 0.071,
      },
    ],
  },
  {
    label: "Office tools",
    environment: "live",
    creator: "Ada Winter",
    scopes: ["admin", "read"],
    created: 96.4,
    allowedIps: ["217.160.0.0/24", "2a01:4f8:c0c::/48"],
    edited: {
      at: 41.3,
      by: "Ada Winter",
      before: { allowedIps: ["217.160.0.0/24"] },
      after: { allowedIps: ["217.160.0.0/24", "2a01:4f8:c0c::/48"] },
    },
    secrets: [{ created: 96.4, ip: "217.160.0.187", userAgent: "curl/8.11.0" }],
    flows: [
      { secret: 0, perHour: 22, rhythm: "business", outcomes: OK, medianMs: 74, clientErrors: 0.06 },
      { secret: 0, perHour: 3, rhythm: "shoppers", outcomes: { IP_FORBIDDEN: 1 }, from: 38 },
    ],
  },
  {
    label: "Support console",
    environment: "live",
    creator: "Mei Tan",
    scopes: ["read"],
    created: 140.1,
    secrets: [{ created: 140.1, ip: "46.101.140.2", userAgent: "support-console/7.3 (Rails 8.0)" }],
    flows: [
      {
        secret: 0,
        perHour: 160,
        rhythm: "business",
        outcomes: { VALID: 0.965, INSUFFICIENT_SCOPE: 0.035 },
        medianMs: 52,
        clientErrors: 0.018,
      },
    ],
  },
  {
    label: "Legacy PHP shop",
    note: "Was to be switched off in autumn.",
    environment: "live",
    creator: "Ada Winter",
    scopes: ["read", "write"],
    created: 512.9,
    secrets: [{ created: 512.9, ip: "85.214.132.117", userAgent: "GuzzleHttp/6.5.5 curl/7.64.0 PHP/7.4.33" }],
    flows: [
      {
        secret: 0,
        perHour: 75,
        rhythm: "shoppers",
        outcomes: OK,
        until: 47.2,
        growth: 0.5,
        medianMs: 88,
        clientErrors: 0.11,
      },
    ],
  },
  {
    label: "Data warehouse export",
    environment: "live",
    creator: "Mei Tan",
    scopes: ["read"],
    created: 19.7,
    secrets: [{ created: 19.7 }],
    flows: [],
  },
  {
    label: "Reporting dashboard",
    note: "Disabled while we look into the odd night traffic.",
    environment: "live",
    creator: "Jonas Berg",
    scopes: ["read"],
    created: 77.5,
    disabled: 2.3,
    secrets: [{ created: 77.5, ip: "3.8.120.4", userAgent: "Metabase/0.52 Java/21.0.5" }],
    flows: [
      {
        secret: 0,
        perHour: 130,
        rhythm: "business",
        outcomes: OK,
        from: 77.4,
        until: 2.3,
        medianMs: 210,
        clientErrors: 0.012,
      },
      { secret: 0, perHour: 65, rhythm: "business", outcomes: { DISABLED: 1 }, from: 2.3 },
    ],
  },
  {
    label: "Contractor – storefront rebuild",
    environment: "live",
    creator: "Ada Winter",
    scopes: ["read", "write"],
    created: 66.2,
    revoked: { at: 12.6, reason: "Found in a public repository", by: "Ada Winter" },
    secrets: [{ created: 66.2, ip: "177.54.144.2", userAgent: "python-httpx/0.28.1" }],
    flows: [
      {
        secret: 0,
        perHour: 95,
        rhythm: "business",
        outcomes: OK,
        from: 66.1,
        until: 12.6,
        medianMs: 47,
        clientErrors: 0.05,
      },
      { secret: 0, perHour: 8, rhythm: "steady", outcomes: { REVOKED: 1 }, from: 12.6 },
    ],
  },
  {
    label: "Autumn sale landing page",
    environment: "live",
    creator: "Mei Tan",
    scopes: ["read"],
    created: 36.3,
    expires: 6.4,
    secrets: [{ created: 36.3, ip: "51.15.60.7", userAgent: "vercel-edge/1.0" }],
    flows: [
      {
        secret: 0,
        perHour: 420,
        rhythm: "shoppers",
        outcomes: OK,
        from: 36.2,
        until: 6.4,
        medianMs: 29,
        campaign: true,
      },
      { secret: 0, perHour: 11, rhythm: "shoppers", outcomes: { EXPIRED: 1 }, from: 6.4 },
    ],
  },
  {
    label: "CI pipeline",
    environment: "test",
    creator: "Jonas Berg",
    scopes: ["admin", "read", "write"],
    created: 260.5,
    secrets: [{ created: 260.5, ip: "140.82.112.9", userAgent: "acme-ci/1.0 node/22.19.0" }],
    flows: [{ secret: 0, perHour: 620, rhythm: "builds", outcomes: OK, growth: 1.4, medianMs: 26, clientErrors: 0.16 }],
  },
  {
    label: "Staging shop",
    environment: "test",
    creator: "Jonas Berg",
    scopes: ["read", "write"],
    created: 155.7,
    secrets: [{ created: 155.7, ip: "46.101.140.2", userAgent: "acme-checkout/4.3.0-rc1 node/22.19.0" }],
    flows: [
      {
        secret: 0,
        perHour: 85,
        rhythm: "business",
        outcomes: { VALID: 0.94, ENVIRONMENT_MISMATCH: 0.06 },
        medianMs: 39,
        clientErrors: 0.09,
      },
    ],
  },
  {
    label: "Mei's laptop",
    environment: "test",
    creator: "Mei Tan",
    scopes: ["read", "write"],
    created: 27.4,
    expires: -62.6,
    limit: 100,
    secrets: [{ created: 27.4, ip: "81.2.69.142", userAgent: "HTTPie/3.2.4" }],
    flows: [{ secret: 0, perHour: 9, rhythm: "builds", outcomes: OK, from: 27.3, medianMs: 44, clientErrors: 0.21 }],
  },
];
