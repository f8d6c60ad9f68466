import { countryLookup } from "@/lib/geo/country";
import { type IdKind, showId } from "@/lib/ids";
import type { ChainedEvent } from "./chain/event-hash";
import { showEventId } from "./chain/trouble-words";
import type { AuditEventView } from "./view";

/** Targets that are rows with an id of ours. */
const TARGETS: Record<string, IdKind> = {
  key: "key",
  team: "team",
  access_token: "token",
  service_token: "service",
  user: "user",
  account: "user",
  member: "user",
  session: "session",
  webhook: "endpoint",
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const showActorId = (kind: string, id: string): string => showId(kind === "access_token" ? "token" : "user", id);

export function showTargetId(kind: string, id: string): string {
  const shown = Object.hasOwn(TARGETS, kind) ? TARGETS[kind] : undefined;
  return shown !== undefined && UUID.test(id) ? showId(shown, id) : id;
}

/** ISO 8601; a time that no calendar has, since it was altered, as it is. */
export const showTime = (milliseconds: string): string => {
  const at = new Date(Number(milliseconds));
  return Number.isNaN(at.getTime()) ? milliseconds : at.toISOString();
};

const facts = (text: string | null): Record<string, unknown> | null => (text === null ? null : JSON.parse(text));

export async function toViews(events: readonly ChainedEvent[]): Promise<AuditEventView[]> {
  const country = await countryLookup();
  return events.map((event) => ({
    id: showEventId(event.id),
    seq: Number(event.seq),
    at: showTime(event.at),
    actor: {
      kind: event.actorKind,
      id: event.actorId && showActorId(event.actorKind, event.actorId),
      name: event.actorName,
    },
    action: event.action,
    target: { kind: event.targetKind, id: showTargetId(event.targetKind, event.targetId) },
    before: facts(event.before),
    after: facts(event.after),
    ip: event.ip,
    country: event.ip && country(event.ip),
    userAgent: event.userAgent,
    requestId: event.requestId,
    hash: event.hash,
  }));
}
