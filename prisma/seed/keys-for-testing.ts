import type { DemoKey } from "./demo-key";

const OK = { VALID: 1 };

/** Keys of the test environment. */
export const KEYS_FOR_TESTING: readonly DemoKey[] = [
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
