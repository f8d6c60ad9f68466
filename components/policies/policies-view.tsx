"use client";

import { useMay } from "@/components/shell/team-context";
import { Notice } from "@/components/ui/notice";
import type { PolicyView } from "@/lib/policies/read-policy";
import { PolicyInForce } from "./policy-in-force";
import { TeamPolicyForm } from "./team-policy-form";

/** What is in force for the team's keys, and to those who may what the team asks beyond the provider. */
export function PoliciesView({ provider, team, inForce }: PolicyView) {
  const may = useMay();
  return (
    <>
      <PolicyInForce policy={inForce} />
      {may("policy:edit") ? (
        <TeamPolicyForm key={JSON.stringify(team)} provider={provider} team={team} />
      ) : (
        <Notice>Owners and admins of the team change its policy.</Notice>
      )}
    </>
  );
}
