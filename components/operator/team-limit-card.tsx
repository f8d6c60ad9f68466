"use client";

import { perWindow } from "@/components/keys/policy-in-words";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useDialog } from "@/components/ui/use-dialog";
import type { TeamDetail } from "@/lib/operator/read-team-of-deployment";
import { RemoveTeamLimitDialog } from "./remove-team-limit-dialog";
import { TeamLimitDialog } from "./team-limit-dialog";
import { useSaved } from "./use-saved";

/** What all keys of the team may use together. */
export function TeamLimitCard({ team }: { team: Pick<TeamDetail, "id" | "name" | "rateLimit"> }) {
  const { shown, controls, show } = useDialog<"edit" | "remove">();
  const onSaved = useSaved();
  const done = (said: string) => () => {
    controls.close();
    onSaved(said);
  };
  const { rateLimit } = team;
  return (
    <Card
      title="Rate limit"
      aside={
        <span className="flex gap-2">
          {rateLimit !== null && (
            <Button look="ghost" size="sm" onClick={() => show("remove")}>
              Remove limit
            </Button>
          )}
          <Button size="sm" onClick={() => show("edit")}>
            {rateLimit === null ? "Set limit" : "Change limit"}
          </Button>
        </span>
      }
    >
      <p className="text-sm">
        {rateLimit === null ? (
          "No limit for the team as a whole"
        ) : (
          <span className="tabular">{perWindow(rateLimit)}</span>
        )}
      </p>
      <p className="mt-1 text-muted text-xs">
        {rateLimit === null
          ? "Each key has its own."
          : "For all keys together, on top of each key’s own. Members see it beside their keys’ limits."}
      </p>
      {shown === "edit" && <TeamLimitDialog {...controls} team={team} onDone={done("Limit saved")} />}
      {shown === "remove" && <RemoveTeamLimitDialog {...controls} team={team} onDone={done("Limit removed")} />}
    </Card>
  );
}
