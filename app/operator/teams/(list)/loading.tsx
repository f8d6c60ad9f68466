import { RowsSkeleton } from "@/components/operator/operator-skeletons";

export default function Loading() {
  return <RowsSkeleton what="teams" rows={8} search />;
}
