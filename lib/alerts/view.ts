import type { KeyView } from "@/lib/keys/view";
import type { AlertKind, Evidence } from "./finding";
import type { AlertStatus } from "./schema";

/** What people see of an alert. Ids are shown ids, instants ISO 8601 in UTC. */
export type AlertView = {
  id: string;
  key: Pick<KeyView, "id" | "label" | "masked" | "environment" | "createdBy">;
  kind: AlertKind;
  status: AlertStatus;
  evidence: Evidence;
  /** Of the countries in the evidence, by code. */
  countryNames: Record<string, string>;
  /** The worst hour: what the evidence tells of. */
  window: { from: string; to: string };
  /** From the first to the last hour in which it was seen. */
  seenFrom: string;
  seenUntil: string;
  openedAt: string;
  acknowledged: { at: string; by: string } | null;
  /** The mute of this kind for this key that holds now; `until` null: until somebody unmutes. */
  mute: { until: string | null; by: string } | null;
};
