import { TableSkeleton } from "@/components/teams/settings-skeleton";

export default function Loading() {
  return <TableSkeleton what="the webhooks" rows={3} />;
}
