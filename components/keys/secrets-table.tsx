"use client";

import { CircleCheck, CircleSlash, Hourglass } from "lucide-react";
import { useMay, useTeam } from "@/components/shell/team-context";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Hint } from "@/components/ui/hint";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { KeyView, SecretView } from "@/lib/keys/view";
import { Countdown } from "./countdown";
import { LastUsed } from "./last-used";
import { RevealButton } from "./reveal-button";

const LOOKS: Record<SecretView["status"], { tone: Tone; icon: typeof Hourglass; word: string }> = {
  current: { tone: "success", icon: CircleCheck, word: "Current" },
  ending: { tone: "warning", icon: Hourglass, word: "Ending" },
  ended: { tone: "neutral", icon: CircleSlash, word: "Ended" },
};
/** Whatever the secret's own state, a key that is refused takes its secrets with it. */
const REFUSED = { tone: "neutral", icon: CircleSlash, word: "Refused with the key" } as const;

type SecretsTableProps = {
  item: KeyView;
  /** Public ids of the secrets whose sealed form is kept. */
  retrievable: readonly string[];
};

/** Every secret the key has had, newest first. */
export function SecretsTable({ item, retrievable }: SecretsTableProps) {
  const may = useMay();
  const { storageMode } = useTeam();
  /** Whether there is any to show again, and somebody who may. */
  const shows =
    storageMode === "retrievable" && may("key:reveal", item) && ["active", "disabled"].includes(item.status);
  return (
    <Card title="Secrets" flush>
      <Table
        caption="Secrets of this key"
        head={
          <>
            <HeaderCell>Secret</HeaderCell>
            <HeaderCell>State</HeaderCell>
            <HeaderCell>Last used</HeaderCell>
            <HeaderCell>Created</HeaderCell>
            <HeaderCell>Ends</HeaderCell>
          </>
        }
      >
        {item.secrets.map((secret) => {
          const refused = item.status !== "active" && secret.status !== "ended";
          const { tone, icon: Icon, word } = refused ? REFUSED : LOOKS[secret.status];
          return (
            <Row key={secret.id}>
              <Cell className="[overflow-wrap:anywhere] cards:whitespace-nowrap">
                <span className="tabular block">{secret.masked}</span>
                <span className="tabular block text-muted text-xs">{secret.id}</span>
                {secret.imported && (
                  <span className="block text-muted text-xs">
                    Imported
                    {secret.madeAt !== null && (
                      <>
                        , made <RelativeTime at={secret.madeAt} />
                      </>
                    )}
                  </span>
                )}
                {shows && secret.status !== "ended" && (
                  <span className="mt-1.5 mb-0.5 block">
                    {retrievable.includes(secret.id) ? (
                      <RevealButton keyId={item.id} secretId={secret.id} masked={secret.masked} />
                    ) : (
                      <OnlyHash imported={secret.imported} />
                    )}
                  </span>
                )}
              </Cell>
              <Cell name="State">
                <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
                  {word}
                </Badge>
              </Cell>
              <Cell name="Last used" className="whitespace-nowrap">
                <LastUsed use={secret.lastUsed} />
              </Cell>
              <Cell name="Created" className="whitespace-nowrap">
                <RelativeTime at={secret.createdAt} />
              </Cell>
              <Cell name="Ends" className="whitespace-nowrap">
                {secret.endsAt === null ? (
                  <span className="text-muted">With the key</span>
                ) : secret.status === "ended" ? (
                  <RelativeTime at={secret.endsAt} />
                ) : (
                  <Countdown to={secret.endsAt} />
                )}
              </Cell>
            </Row>
          );
        })}
      </Table>
    </Card>
  );
}

function OnlyHash({ imported }: { imported: boolean }) {
  const why = imported ? "It was imported as a hash" : "Made when only hashes were kept";
  return (
    <Hint
      content={`${why}, so nobody can show it again. Rotate the key for a secret that can be shown.`}
      className="cursor-help text-muted text-xs underline decoration-dotted underline-offset-4"
    >
      Only its hash is kept
    </Hint>
  );
}
