"use client";

import { ChevronRight } from "lucide-react";
import { Card } from "@/components/ui/card";
import { TimeAgo } from "@/components/ui/relative-time";
import type { AuditEventView } from "@/lib/audit/list-events";
import { perWindow } from "./policy-in-words";

const ACTS: Record<string, string> = {
  "key.create": "created the key",
  "key.edit": "edited the key",
  "key.rotate": "rotated the key",
  "key.revoke": "revoked the key",
  "key.disable": "disabled the key",
  "key.enable": "enabled the key",
  "secret.end": "ended a secret",
};

const FIELDS: Record<string, string> = {
  allowedIps: "allowed addresses",
  expiresAt: "expires",
  disabledAt: "disabled",
  revokedAt: "revoked",
  endsAt: "ends",
  rateLimit: "rate limit",
  rateWindowSeconds: "rate window, seconds",
  replacedEndsAt: "replaced secret ends",
};

const utc = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" });
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

function show(value: unknown): string {
  if (value === null || value === undefined) return "none";
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.join(", ");
  if (typeof value === "string" && ISO.test(value)) return `${utc.format(new Date(value))} UTC`;
  if (typeof value === "object" && "limit" in value && "windowSeconds" in value) {
    return perWindow({ limit: Number(value.limit), windowSeconds: Number(value.windowSeconds) });
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Who did what to this key, newest first; each opens to what changed. */
export function AuditList({ events }: { events: readonly AuditEventView[] }) {
  return (
    <Card title="Audit" flush>
      <ul className="border-line border-t">
        {events.map((event) => (
          <li key={event.id} className="border-line border-b last:border-0">
            <details className="group">
              <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-3 px-4 py-1 text-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
                <ChevronRight
                  aria-hidden
                  className="size-3.5 shrink-0 text-muted transition-transform group-open:rotate-90"
                />
                <span className="min-w-0 grow">
                  <span className="font-medium">{event.actor}</span> {ACTS[event.action] ?? event.action}
                </span>
                <span className="tabular text-muted text-xs max-cards:hidden">{event.ip}</span>
                <span className="text-muted text-xs">
                  <TimeAgo at={event.at} />
                </span>
              </summary>
              <Changes event={event} />
            </details>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Changes({ event }: { event: AuditEventView }) {
  const fields = [...new Set([...Object.keys(event.before ?? {}), ...Object.keys(event.after ?? {})])].filter(
    (field) =>
      (event.before?.[field] ?? null) !== null || (event.after?.[field] ?? null) !== null || event.before === null,
  );
  return (
    <dl className="grid grid-cols-[minmax(96px,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 pt-1 pb-3 pl-[42px] text-xs">
      {fields.map((field) => (
        <div key={field} className="contents">
          <dt className="text-muted">{FIELDS[field] ?? field}</dt>
          <dd className="tabular [overflow-wrap:anywhere]">
            {event.before && show(event.before[field]) !== show(event.after?.[field]) && (
              <>
                <del className="text-muted no-underline">{show(event.before[field])}</del>
                <span aria-hidden> → </span>
              </>
            )}
            {show(event.after?.[field])}
          </dd>
        </div>
      ))}
      <dt className="text-muted">when</dt>
      <dd className="tabular">{show(event.at)}</dd>
      <dt className="text-muted">from</dt>
      <dd className="tabular">{event.ip ?? "unknown address"}</dd>
      <dt className="text-muted">event</dt>
      <dd className="tabular [overflow-wrap:anywhere]">{event.id}</dd>
    </dl>
  );
}
