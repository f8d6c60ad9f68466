import { RowsSkeleton } from "@/components/operator/operator-skeletons";

export default function Loading() {
  return <RowsSkeleton what="service tokens" rows={3} />;
}
