import type { Environment } from "@/lib/keys/environment";
import type { UsageCode } from "./outcome";

/** One answered verification that found a key. `at` in milliseconds; keyId and teamId are uuids, secretId the public id. */
export type VerificationRecord = {
  at: number;
  keyId: string;
  secretId: string;
  teamId: string;
  environment: Environment;
  code: UsageCode;
  ip?: string;
  userAgent?: string;
  method?: string;
  route?: string;
  /** Those that the question asked for. */
  scopes?: readonly string[];
};

/** One response of the provider's service to a call that a key was verified for. */
export type ReportEvent = {
  at: number;
  keyId: string;
  secretId: string;
  teamId: string;
  environment: Environment;
  status: number;
  latencyMs: number;
  method?: string;
  route?: string;
  ip?: string;
};

/** Counted once per batchId (uuid), however often it is sent. */
export type ReportBatch = { batchId: string; events: ReportEvent[] };
