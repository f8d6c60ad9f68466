import { csvLine, csvText } from "@/lib/csv";
import type { AuditEventView } from "./view";

export const csvHead = csvLine([
  "number",
  "time",
  "actor_kind",
  "actor_id",
  "actor",
  "action",
  "target_kind",
  "target_id",
  "target",
  "before",
  "after",
  "address",
  "country",
  "user_agent",
  "request_id",
  "event_id",
  "hash",
]);

const json = (facts: Record<string, unknown> | null): string => (facts === null ? "" : JSON.stringify(facts));

/** @param label of the key that the event is about */
export const csvRow = (event: AuditEventView, label = ""): string =>
  csvLine(
    [
      String(event.seq),
      event.at,
      event.actor.kind,
      event.actor.id ?? "",
      event.actor.name,
      event.action,
      event.target.kind,
      event.target.id,
      label,
      json(event.before),
      json(event.after),
      event.ip ?? "",
      event.country ?? "",
      event.userAgent ?? "",
      event.requestId ?? "",
      event.id,
      event.hash,
    ].map(csvText),
  );
