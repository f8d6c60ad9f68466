"use client";

import { Button } from "@/components/ui/button";
import { useDialog } from "@/components/ui/use-dialog";
import { CreateTeamDialog } from "./create-team-dialog";

export function CreateTeamButton({ look }: { look?: "primary" }) {
  const { shown, show, controls } = useDialog<true>();
  return (
    <>
      <Button look={look} onClick={() => show(true)}>
        Create team
      </Button>
      {shown && <CreateTeamDialog {...controls} />}
    </>
  );
}
