"use client";

import { ChevronsUpDown, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { CreateTeamDialog } from "@/components/teams/create-team-dialog";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useDialog } from "@/components/ui/use-dialog";
import { inEnvironment } from "./environment";
import { Mark } from "./mark";
import { useTeam } from "./team-context";
import { useEnvironment } from "./use-environment";

export function TeamSwitcher() {
  const router = useRouter();
  const environment = useEnvironment();
  const { slug, name, teams } = useTeam();
  const { shown, show, controls } = useDialog<true>();
  return (
    <>
      <Menu
        align="start"
        label={`Team: ${name}. Switch team`}
        triggerClassName="flex h-9 w-full items-center gap-2.5 rounded px-1.5 text-left transition-colors hover:bg-hover data-popup-open:bg-hover"
        trigger={
          <>
            <Mark className="size-6 shrink-0" />
            <span className="min-w-0 grow truncate font-semibold text-sm">{name}</span>
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
          </>
        }
      >
        <MenuChoice
          label="Teams"
          value={slug}
          onValueChange={(next) => router.push(inEnvironment(`/${next}/keys`, environment))}
          options={teams.map((team) => ({ value: team.slug, label: team.name }))}
        />
        <MenuSeparator />
        <MenuItem icon={<Plus aria-hidden className="size-4 text-muted" />} onClick={() => show(true)}>
          Create team
        </MenuItem>
      </Menu>
      {shown && <CreateTeamDialog {...controls} />}
    </>
  );
}
