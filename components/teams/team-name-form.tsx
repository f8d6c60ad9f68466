"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useMay, useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { invalid, useSubmit } from "@/components/ui/use-submit";
import { renameTeamAction } from "@/lib/actions/teams";
import { teamNameSchema } from "@/lib/teams/schema";

export function TeamNameForm() {
  const { slug, name: current } = useTeam();
  const may = useMay();
  const router = useRouter();
  const [name, setName] = useState(current);
  const mayRename = may("team:rename");
  const { form, errors, message, pending, onSubmit } = useSubmit(async () => {
    const parsed = teamNameSchema.safeParse({ name });
    if (!parsed.success) return invalid(parsed.error);
    const renamed = await renameTeamAction({ team: slug, ...parsed.data });
    if (renamed.ok) {
      toast(`The team is called ${parsed.data.name}`);
      router.refresh();
    }
    return renamed;
  });
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className="flex max-w-[480px] flex-col gap-4">
      {message && (
        <Notice tone="danger" announce>
          {message}
        </Notice>
      )}
      <Field
        label="Name"
        description={
          <>
            The address of the team stays <code>/{slug}</code>, so that links keep working.
            {!mayRename && " Only owners rename a team."}
          </>
        }
        error={errors.name}
      >
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="off"
            readOnly={!mayRename}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      {mayRename && (
        <Button type="submit" pending={pending} className="self-start">
          Rename team
        </Button>
      )}
    </form>
  );
}
