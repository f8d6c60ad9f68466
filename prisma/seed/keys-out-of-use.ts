import type { DemoKey } from "./demo-key";

const OK = { VALID: 1 };

/** Live keys that are idle, never used, disabled, revoked or expired. */
export const KEYS_OUT_OF_USE: readonly DemoKey[] = [
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
];
