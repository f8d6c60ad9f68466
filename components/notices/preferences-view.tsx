"use client";

import { useTeam } from "@/components/shell/team-context";
import { Card } from "@/components/ui/card";
import { HeaderCell, Table } from "@/components/ui/table";
import type { Preferences } from "@/lib/notifications/read-preferences";
import { PreferenceRow } from "./preference-row";
import { usePreferences } from "./use-preferences";
import { WhereMailGoes } from "./where-mail-goes";

/** @param sendsMail whether this deployment can send any */
export function PreferencesView({
  preferences: saved,
  hasConfirmedAddress,
  sendsMail,
}: Preferences & { sendsMail: boolean }) {
  const { name, me } = useTeam();
  const { preferences, choose } = usePreferences(saved);
  // What is about no key is told to those who run the team.
  const isTold = (group: string) => group !== "webhooks" || me.role === "owner" || me.role === "admin";
  return (
    <>
      <p className="max-w-[72ch] text-muted text-sm">
        Only for you, and only in {name}: nobody else's notices change, and nobody else sees what you choose. Each
        choice is saved as you make it.
      </p>
      <WhereMailGoes hasConfirmedAddress={hasConfirmedAddress} sendsMail={sendsMail} />
      <Card flush title="What you are told of">
        <Table
          caption="Notifications"
          head={
            <>
              <HeaderCell>Notice</HeaderCell>
              <HeaderCell>Email</HeaderCell>
              <HeaderCell>Dashboard</HeaderCell>
              <HeaderCell>Which keys</HeaderCell>
            </>
          }
        >
          {preferences
            .filter(({ group }) => isTold(group))
            .map((preference) => (
              <PreferenceRow
                key={preference.group}
                preference={preference}
                onChoose={(change) => choose(preference, change)}
              />
            ))}
        </Table>
      </Card>
      <ul className="flex max-w-[72ch] list-disc flex-col gap-1 pl-4 text-muted text-xs">
        <li>
          Daily: one mail a day, at 08:00 UTC. What cannot wait until then comes at once: the last day before a date,
          the date itself, and a grace that is 90 % over.
        </li>
        <li>
          Only mine: keys you made.
          {me.role === "viewer" && " A viewer is told of none of those; choose “All of the team” to be told."}
        </li>
      </ul>
    </>
  );
}
