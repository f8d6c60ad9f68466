import { FormsSkeleton } from "@/components/operator/operator-skeletons";

export default function Loading() {
  return <FormsSkeleton what="the product" fields={[1, 1, 1]} />;
}
