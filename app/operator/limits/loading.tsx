import { FormsSkeleton } from "@/components/operator/operator-skeletons";

export default function Loading() {
  return <FormsSkeleton what="limits" fields={[1, 6, 3]} />;
}
