import type { LastUse } from "@/lib/keys/view";
import type { UsageStep } from "@/lib/usage/step";
import type { RotationCaller } from "./rotation-callers";
import type { Verdict } from "./verdict";

/** A secret that is accepted: the current one, or a replaced one in its grace. Instants are ISO 8601. */
export type LiveSecret = {
  /** The public id inside the secret. */
  id: string;
  masked: string;
  createdAt: string;
  lastUsed: LastUse | null;
  /** Calls in the last hour and in the last 24. */
  requests: { hour: number; day: number };
  /** Calls in each bucket of the chart; null before the secret was made. */
  traffic: (number | null)[];
};

/** `countryName`: in English; the browser would have it by other names. */
export type ShownCaller = RotationCaller & { countryName: string | null };

/** A replaced secret in its grace. */
export type EndingSecret = LiveSecret & {
  /** When its successor was made: the grace began. */
  rotatedAt: string;
  endsAt: string;
  /** The latest moment the end can be moved to. */
  latestEndsAt: string;
  /** The share of the grace that is over, from 0 to 1. */
  passed: number;
  /** From when on the callers' calls are counted: the beginning of the minute of the rotation, of its hour once minutes are gone. */
  countedFrom: string;
  callers: ShownCaller[];
  /** Calls of callers that were too many to be kept apart. */
  otherRequests: number;
  verdict: Verdict;
};

/** A key's rotation under way, as it stood at `at`. Calls are in it about a second after they were answered. */
export type RotationView = {
  at: string;
  /** The beginning of each bucket of the chart, in milliseconds. */
  starts: number[];
  step: UsageStep;
  zone: string;
  /** Null: the key has only secrets in their grace, which no rotation leaves behind. */
  current: LiveSecret | null;
  /** Newest first; several when the key was rotated again before the grace was over. */
  ending: EndingSecret[];
};
