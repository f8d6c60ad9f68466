import type { Environment } from "@/lib/keys/environment";
import type { DisabledReason } from "./disabled-reason";
import type { DeliveryStatus } from "./schema";
import type { Trouble } from "./trouble";

// What people see of webhooks. Ids are shown ids, instants ISO 8601. Never a signing secret.

export type EndpointView = {
  id: string;
  /** Values of the query are stars. */
  shownUrl: string;
  /** Whole; null for who may not change it. */
  url: string | null;
  description: string;
  events: string[];
  /** Null: both. */
  environment: Environment | null;
  createdAt: string;
  createdBy: string;
  disabled: { at: string; reason: DisabledReason } | null;
  failingSince: string | null;
  /** What signs, the current one first. */
  secrets: { createdAt: string; endsAt: string | null }[];
  last: { status: DeliveryStatus; at: string } | null;
};

export type DeliveryView = {
  id: string;
  /** `webhook-id`: the same for all deliveries of one message. */
  messageId: string;
  type: string;
  status: DeliveryStatus;
  failure: "attempts" | "gone" | "disabled" | null;
  attempts: number;
  createdAt: string;
  /** Of a pending one; null while it is held. */
  nextAttemptAt: string | null;
  /** Who asked for it by hand. */
  askedBy: string | null;
};

export type AttemptView = {
  number: number;
  at: string;
  durationMs: number;
  url: string;
  headers: Record<string, string>;
  status: number | null;
  trouble: Trouble | null;
  detail: string | null;
  answer: string | null;
};

export type DeliveryDetail = DeliveryView & {
  /** As it was sent, byte for byte. */
  body: string;
  /** Newest first. */
  log: AttemptView[];
};
