import { FormsSkeleton } from "@/components/operator/operator-skeletons";

export default function Loading() {
  return <FormsSkeleton what="sign-up" fields={[3]} />;
}
