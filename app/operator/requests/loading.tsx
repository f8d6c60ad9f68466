import { ExplainSkeleton } from "@/components/refusals/explain-skeleton";

export default function Loading() {
  return (
    <>
      <p className="max-w-[62ch] text-muted text-sm">
        Why a call was refused, whichever team’s key it came with, or with none that is known here.
      </p>
      <ExplainSkeleton />
    </>
  );
}
