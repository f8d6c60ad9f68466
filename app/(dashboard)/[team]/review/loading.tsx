import { ReviewSkeleton } from "@/components/key-review/review-skeleton";
import { TopBar } from "@/components/shell/top-bar";

export default function Loading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Key review" }]} />
      <ReviewSkeleton />
    </>
  );
}
