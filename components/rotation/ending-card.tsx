"use client";

import { ArrowRight, CircleCheck, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { useKeyDialogs } from "@/components/keys/key-dialog-context";
import { LastUsed } from "@/components/keys/last-used";
import { useMay } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { percent, whole } from "@/components/usage/usage-format";
import type { KeyView } from "@/lib/keys/view";
import type { EndingSecret, LiveSecret, RotationView } from "@/lib/rotation/view";
import { GraceCountdown } from "./grace-countdown";
import { shortMask } from "./short-mask";
import { VerdictNote } from "./verdict-note";

type EndingCardProps = {
  item: KeyView;
  secret: EndingSecret;
  /** The secret that took its place at the end of the row: the current one. */
  current: LiveSecret | null;
  at: RotationView["at"];
};

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="min-h-6 text-sm leading-6">{children}</dd>
    </div>
  );
}

const OldAndNew = ({ old, fresh }: { old: number; fresh: number }) => (
  <span className="tabular">
    {whole(old)} <span className="text-muted">/ {whole(fresh)}</span>
  </span>
);

/** One replaced secret: whether it can go, how long it stays, and the two ways on. */
export function EndingCard({ item, secret, current, at }: EndingCardProps) {
  const { open } = useKeyDialogs();
  const may = useMay()("key:rotate", item);
  const isSafe = secret.verdict.kind === "safe";
  return (
    <Card
      title={
        <span className="inline-flex flex-wrap items-center gap-x-2">
          Rotation
          <span className="tabular inline-flex items-center gap-1.5 font-normal text-muted">
            {shortMask(secret.masked)}
            <ArrowRight aria-hidden className="size-3.5" />
            <span className="sr-only">to</span>
            {current ? shortMask(current.masked) : "none"}
          </span>
        </span>
      }
      aside={
        may && (
          <span className="flex flex-wrap gap-2 py-1">
            {secret.latestEndsAt > secret.endsAt && (
              <Button
                icon={<Clock aria-hidden className="size-3.5" />}
                onClick={() => open({ kind: "extendSecret", key: item, secret })}
              >
                Extend
              </Button>
            )}
            <Button
              look={isSafe ? "primary" : "secondary"}
              icon={<CircleCheck aria-hidden className="size-3.5" />}
              onClick={() => open({ kind: "endSecret", key: item, secret })}
            >
              Finish now
            </Button>
          </span>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <VerdictNote verdict={secret.verdict} at={at} />
        <dl className="grid grid-cols-2 gap-x-4 gap-y-2 cards:grid-cols-5">
          <Fact name="Old secret ends">
            <GraceCountdown to={secret.endsAt} />
          </Fact>
          <Fact name="Rotated">
            <RelativeTime at={secret.rotatedAt} />
          </Fact>
          <Fact name="Old secret last used">
            <LastUsed use={secret.lastUsed} />
          </Fact>
          <Fact name="Last hour, old and new">
            <OldAndNew old={secret.requests.hour} fresh={current?.requests.hour ?? 0} />
          </Fact>
          <Fact name="Last 24 h, old and new">
            <OldAndNew old={secret.requests.day} fresh={current?.requests.day ?? 0} />
          </Fact>
        </dl>
        <div
          role="progressbar"
          aria-label="Grace that is over"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(secret.passed * 100)}
          aria-valuetext={percent(secret.passed)}
          className="h-1 overflow-hidden rounded-full bg-hover"
        >
          <div className="h-full rounded-full bg-warning" style={{ width: `${secret.passed * 100}%` }} />
        </div>
      </div>
    </Card>
  );
}
