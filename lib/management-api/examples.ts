import type { z } from "zod";
import type { auditEventSchema } from "@/lib/audit/view-schema";
import type { KeyView, RevealedKey } from "@/lib/keys/view";
import type { UsageAnswer } from "@/lib/usage/answer";

// What the document's samples are about: one key of a payment service.

export const KEY_ID = "key_01k9y3v8qhe5sbm4d2t7x6c0np";
export const SECRET_ID = "8Zk2LwP0aTqE";

const key: KeyView = {
  id: KEY_ID,
  label: "Production - Payment Service",
  note: null,
  environment: "live",
  status: "active",
  endedBy: null,
  masked: "myapi_live_****o5p6",
  scopes: ["read"],
  allowedIps: ["203.0.113.0/24"],
  rateLimit: { limit: 1_000, windowSeconds: 60 },
  metadata: { service: "payments" },
  createdAt: "2027-01-12T09:30:00.000Z",
  createdBy: { id: "user_01k9y3v6m2f4vbx0a8rcd5wz7e", name: "Ada Lovelace" },
  updatedAt: "2027-01-12T09:30:00.000Z",
  expiresAt: "2028-01-12T09:30:00.000Z",
  rotateBy: null,
  rotationEnforced: false,
  disabledAt: null,
  revokedAt: null,
  revokeReason: null,
  lastUsed: null,
  secrets: [
    {
      id: SECRET_ID,
      masked: "myapi_live_****o5p6",
      imported: false,
      madeAt: null,
      status: "current",
      createdAt: "2027-01-12T09:30:00.000Z",
      endsAt: null,
      lastUsed: null,
    },
  ],
};

export const keyExample = (changed: Partial<KeyView> = {}): { key: KeyView } => ({ key: { ...key, ...changed } });
export const revealedExample: RevealedKey = { key, secret: "myapi_live_8Zk2LwP0aTqE_…" };

const counts: UsageAnswer["totals"] = {
  requests: 13,
  allowed: 10,
  refused: { RATE_LIMITED: 3 },
  responses: { "1xx": 0, "2xx": 9, "3xx": 0, "4xx": 1, "5xx": 0 },
  latencyMs: { p50: 12.4, p95: 48.1, p99: 97.2 },
};
export const usageExample: UsageAnswer = {
  environment: "live",
  from: "2027-01-12T09:00:00.000Z",
  to: "2027-01-12T10:00:00.000Z",
  step: "hour",
  points: [{ at: "2027-01-12T09:00:00.000Z", ...counts }],
  totals: counts,
};

export const eventExample: z.output<typeof auditEventSchema> = {
  id: "event_01k9y3v8r1f8nb2q6wz0x4h7te",
  seq: 42,
  at: "2027-01-12T09:30:00.000Z",
  actor: { kind: "access_token", id: "token_01k9y3v7c5e9trf2m8ad6wz0hx", name: "CI" },
  action: "key.disable",
  target: { kind: "key", id: KEY_ID },
  before: { disabledAt: null },
  after: { disabledAt: "2027-01-12T09:30:00.000Z" },
  ip: "198.51.100.7",
  country: null,
  userAgent: "curl/8.7.1",
  requestId: "req_0dkq3n5c2h8xw1",
  hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
};
