import { EmptyState } from "@/components/ui/empty-state";
import type { ExplainedRefusal } from "@/lib/refusals/explain-request";
import { KEPT_A_MINUTE, KEPT_DAYS } from "@/lib/refusals/refusal";
import { ExplainedRefusalCard } from "./explained-refusal-card";
import { RequestForm } from "./request-form";

type Props = { asked: string; refusals: readonly ExplainedRefusal[]; teamSlug: string | null };

/** The form, and below it why the request was refused. */
export function ExplainedRequest({ asked, refusals, teamSlug }: Props) {
  return (
    <div className="flex flex-col gap-5">
      <RequestForm key={asked} asked={asked} />
      {asked !== "" && refusals.length === 0 && (
        <EmptyState title="No refused request has this id here">
          Only refusals are kept, for {KEPT_DAYS} days, and of one key at most {KEPT_A_MINUTE} a minute. A call that was
          refused a second ago may take another to arrive.
        </EmptyState>
      )}
      {refusals.map((refusal) => (
        <ExplainedRefusalCard
          key={refusal.position}
          refusal={refusal}
          teamSlug={teamSlug}
          several={refusals.length > 1 || refusal.position > 0}
        />
      ))}
    </div>
  );
}
