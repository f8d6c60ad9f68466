"use client";

import { Ban, CircleCheck, CircleHelp, Hourglass, type LucideIcon, Split } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { whole } from "@/components/usage/usage-format";
import { useShowAll } from "@/components/usage/use-show-all";
import type { CallerState } from "@/lib/rotation/rotation-callers";
import type { EndingSecret, ShownCaller } from "@/lib/rotation/view";
import { shortMask } from "./short-mask";

const LOOKS: Record<CallerState, { tone: Tone; icon: LucideIcon; word: string }> = {
  on_old: { tone: "warning", icon: Hourglass, word: "On the old secret" },
  on_both: { tone: "accent", icon: Split, word: "On both" },
  not_seen: { tone: "neutral", icon: CircleHelp, word: "Not seen since" },
  moved: { tone: "success", icon: CircleCheck, word: "Moved" },
  refused: { tone: "neutral", icon: Ban, word: "Always refused" },
};

/** One line a caller that has not moved: what to look for, ready to be sent to whoever runs it. */
const asList = (callers: readonly ShownCaller[]): string =>
  callers.map(({ ip, userAgent, lastAt }) => [ip ?? "address not told", userAgent ?? "", lastAt].join("\t")).join("\n");

/** Who called with the old secret, whoever still has to move first. */
export function OldCallers({ secret }: { secret: EndingSecret }) {
  const { shown, button } = useShowAll(secret.callers, "callers");
  const left = secret.callers.filter(({ state }) => state !== "moved" && state !== "refused");
  const isSilent = secret.callers.every(({ requests }) => requests === 0) && secret.otherRequests === 0;
  return (
    <Card
      title={
        <>
          Callers of the old secret <span className="tabular font-normal text-muted">{shortMask(secret.masked)}</span>
        </>
      }
      flush
      aside={
        left.length > 0 && (
          <CopyButton text={asList(left)} label="Copy the list of callers that have not moved">
            Copy list
          </CopyButton>
        )
      }
    >
      {isSilent && <p className="px-4 pt-1 pb-3 text-muted text-sm">No call on the old secret since the rotation.</p>}
      {secret.callers.length > 0 && (
        <Table
          caption="Callers of the old secret"
          head={
            <>
              <HeaderCell>Caller</HeaderCell>
              <HeaderCell>Where it stands</HeaderCell>
              <HeaderCell numeric>Calls since</HeaderCell>
              <HeaderCell>Last seen</HeaderCell>
            </>
          }
        >
          {shown.map((caller) => (
            <CallerRow key={`${caller.ip} ${caller.userAgent}`} caller={caller} />
          ))}
          {secret.otherRequests > 0 && (
            <Row>
              <Cell className="text-muted">Other callers, too many to be kept apart</Cell>
              <Cell name="Where it stands">–</Cell>
              <Cell numeric name="Calls since">
                {whole(secret.otherRequests)}
              </Cell>
              <Cell name="Last seen">–</Cell>
            </Row>
          )}
        </Table>
      )}
      {button}
    </Card>
  );
}

function CallerRow({ caller }: { caller: ShownCaller }) {
  const { ip, userAgent, country, countryName, state, requests, lastAt } = caller;
  const { tone, icon: Icon, word } = LOOKS[state];
  return (
    <Row>
      <Cell className="w-full">
        <bdi className="tabular [overflow-wrap:anywhere]">
          {ip ?? <span className="font-sans text-muted">Address not told</span>}
        </bdi>
        {country && (
          <span className="ml-2 text-muted text-xs" title={countryName ?? undefined}>
            {countryName ?? country}
          </span>
        )}
        <bdi className="block text-muted text-xs [overflow-wrap:anywhere] cards:line-clamp-2">
          {userAgent ?? "User agent not told"}
        </bdi>
      </Cell>
      <Cell name="Where it stands" className="whitespace-nowrap">
        <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
          {word}
        </Badge>
      </Cell>
      <Cell numeric name="Calls since">
        {whole(requests)}
      </Cell>
      <Cell name="Last seen" className="whitespace-nowrap">
        <RelativeTime at={lastAt} />
      </Cell>
    </Row>
  );
}
