import { RowsSkeleton } from "@/components/operator/operator-skeletons";

export default function Loading() {
  return <RowsSkeleton what="health" rows={9} />;
}
