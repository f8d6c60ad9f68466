"use client";

import Link from "next/link";
import { inEnvironment } from "@/components/shell/environment";
import { useTeam } from "@/components/shell/team-context";
import { Badge, type Tone } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import type { EvidenceChart as Chart } from "@/lib/alerts/evidence-chart";
import type { AlertKind } from "@/lib/alerts/finding";
import type { AlertView } from "@/lib/alerts/view";
import { AlertActs } from "./alert-acts";
import { KIND_WORDS } from "./alert-kinds";
import { alertMoment } from "./alert-moment";
import { AlertSentence } from "./alert-sentence";
import { EvidenceChart } from "./evidence-chart";
import { EvidenceTable } from "./evidence-table";

// Red where a stranger may hold the key.
const TONES: Record<AlertKind, Tone> = {
  spike: "warning",
  error_jump: "warning",
  new_country: "danger",
  refusal_burst: "danger",
  retired_secret: "warning",
  idle_use: "warning",
  leaked: "danger",
};
const AROUND_MS = 2 * 3_600_000;
const TELLING_MS = 12 * 3_600_000;

/** The key's page, zoomed to the hour. */
function keyPath(slug: string, { key, window }: AlertView): string {
  const from = new Date(Date.parse(window.from) - AROUND_MS).toISOString();
  const to = new Date(Date.parse(window.to) + AROUND_MS).toISOString();
  return inEnvironment(`/${slug}/keys/${key.id}?from=${from}&to=${to}`, key.environment);
}

/** One alert: what happened, to which key, why it is unusual, and what to do with it. */
export function AlertCard({ alert, chart }: { alert: AlertView; chart: Chart | undefined }) {
  const { slug } = useTeam();
  const { title, rule, icon: Icon } = KIND_WORDS[alert.kind];
  return (
    <article
      aria-label={`${title}: ${alert.key.label}`}
      className="grid gap-x-6 gap-y-4 rounded-lg border border-line bg-surface p-4 wide:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]"
    >
      <div className="flex min-w-0 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge
            tone={alert.status === "open" ? TONES[alert.kind] : "neutral"}
            icon={<Icon aria-hidden className="size-3" />}
          >
            {title}
          </Badge>
          <span className="text-muted text-xs">
            <RelativeTime at={alertMoment(alert)} />
          </span>
          <Continued alert={alert} />
        </div>
        <div className="min-w-0">
          <Link
            href={keyPath(slug, alert)}
            prefetch={false}
            className="font-medium underline-offset-2 [overflow-wrap:anywhere] hover:underline"
          >
            <bdi>{alert.key.label}</bdi>
          </Link>
          <span className="tabular block text-muted text-xs">{alert.key.masked}</span>
        </div>
        <p className="text-sm [overflow-wrap:anywhere]">
          <AlertSentence alert={alert} />
        </p>
        <SeenAt alert={alert} />
        <p className="text-muted text-xs">Rule: {rule}</p>
        <Dealt alert={alert} />
        <div className="mt-auto pt-1">
          <AlertActs alert={alert} />
        </div>
      </div>
      {chart && (
        <div className="flex min-w-0 flex-col gap-2">
          <EvidenceChart chart={chart} />
          <EvidenceTable chart={chart} about={`${title}, ${alert.key.label}`} />
        </div>
      )}
    </article>
  );
}

/** The chart shows the worst hour of an episode that may have gone on. */
function Continued({ alert }: { alert: AlertView }) {
  if (Date.parse(alert.seenUntil) - Date.parse(alert.window.to) < TELLING_MS) return null;
  return (
    <span className="text-muted text-xs">
      · last seen <RelativeTime at={alert.seenUntil} />
    </span>
  );
}

/** Where a leaked secret was seen. No link: the address is somebody's word, and may be a trap. */
function SeenAt({ alert: { evidence } }: { alert: AlertView }) {
  if (evidence.kind !== "leaked" || evidence.url === "") return null;
  return (
    <p className="text-xs">
      <span className="text-muted">Seen at </span>
      <span className="tabular [overflow-wrap:anywhere]">{evidence.url}</span>
    </p>
  );
}

/** Who has dealt with it. */
function Dealt({ alert: { acknowledged, mute } }: { alert: AlertView }) {
  return (
    <>
      {acknowledged && (
        <p className="text-muted text-xs">
          Acknowledged by {acknowledged.by} <RelativeTime at={acknowledged.at} />
        </p>
      )}
      {mute && (
        <p className="text-muted text-xs">
          Muted by {mute.by}
          {mute.until === null ? " until somebody unmutes" : <Ends at={mute.until} />}
        </p>
      )}
    </>
  );
}

const Ends = ({ at }: { at: string }) => (
  <>
    , ends <RelativeTime at={at} />
  </>
);
