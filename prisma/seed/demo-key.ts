import type { Environment } from "@/lib/keys/environment";
import type { UsageCode } from "@/lib/usage/outcome";
import type { CreatorName, MemberName } from "./demo-members";
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
  /** Who calls, when it is not the secret's usual caller. */
  caller?: { ip: string; userAgent: string };
};

/** All times in days before now; negative ones lie ahead. Secrets oldest first; the one without `ends` is current. */
export type DemoKey = {
  label: string;
  note?: string;
  environment: Environment;
  creator: CreatorName;
  scopes: string[];
  /** Which of them its calls ask for; all when left out. */
  asks?: string[];
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
