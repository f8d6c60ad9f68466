import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { TeamDetailView } from "@/components/operator/team-detail-view";
import { readTeam } from "./read-team";

type Props = { params: Promise<{ team: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readTeam((await params).team)).name };
}

export default async function TeamPage({ params }: Props) {
  const team = await readTeam((await params).team);
  return (
    <>
      <div className="flex flex-col gap-1">
        <Link
          href="/operator/teams"
          className="inline-flex min-h-6 items-center gap-1 self-start text-muted text-sm hover:text-text"
        >
          <ChevronLeft aria-hidden className="size-3.5" />
          All teams
        </Link>
        <h2 className="font-semibold text-lg [overflow-wrap:anywhere]">
          <bdi>{team.name}</bdi>
        </h2>
      </div>
      <TeamDetailView team={team} />
    </>
  );
}
