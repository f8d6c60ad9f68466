import { readId } from "@/lib/ids";
import { type AuditFilter, SYSTEM } from "./schema";

/** A condition on `audit_events e` and the values it speaks of by number. */
export type Conditions = { where: string; values: unknown[] };

/** The team's events that a filter chooses. What is no id of the kind asked for is the id of nothing. */
export function eventConditions(teamId: string, filter: AuditFilter): Conditions {
  const values: unknown[] = [teamId];
  const conditions = ["e.team_id = $1"];
  const where = (condition: string, value: unknown): void => {
    values.push(value);
    conditions.push(condition.replace("?", `$${values.length}`));
  };
  const { actor, keyId, action, from, to } = filter;
  if (actor === SYSTEM) conditions.push("e.actor_id IS NULL");
  else if (actor !== undefined) where("e.actor_id = ?::uuid", readId("user", actor) ?? readId("token", actor));
  if (keyId !== undefined) where("e.target_kind = 'key' AND e.target_id = ?", readId("key", keyId));
  if (action !== undefined) where("e.action = ?", action);
  if (from !== undefined) where("e.at >= ?", from);
  if (to !== undefined) where("e.at < ?", to);
  return { where: conditions.join(" AND "), values };
}
