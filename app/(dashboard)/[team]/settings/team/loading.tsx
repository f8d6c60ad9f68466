import { TeamSkeleton } from "@/components/teams/settings-skeleton";

export default function Loading() {
  return <TeamSkeleton />;
}
