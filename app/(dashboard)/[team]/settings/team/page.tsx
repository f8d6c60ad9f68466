import type { Metadata } from "next";
import { TeamSettings } from "@/components/teams/team-settings";
import { requireActor } from "@/lib/auth/require-actor";
import { listMembers } from "@/lib/teams/list-members";

export const metadata: Metadata = { title: "Team settings" };

type Props = { params: Promise<{ team: string }> };

export default async function TeamSettingsPage({ params }: Props) {
  const { actor } = await requireActor((await params).team);
  return <TeamSettings members={await listMembers(actor)} />;
}
