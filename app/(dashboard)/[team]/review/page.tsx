import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadReviewFilters } from "@/components/key-review/review-filters";
import { ReviewView } from "@/components/key-review/review-view";
import { PageBody } from "@/components/shell/page-body";
import { TopBar } from "@/components/shell/top-bar";
import { requireActor } from "@/lib/auth/require-actor";
import { reviewKeys } from "@/lib/key-review/review-keys";
import { reviewKeysSchema } from "@/lib/key-review/schema";

export const metadata: Metadata = { title: "Key review" };

type Props = { params: Promise<{ team: string }>; searchParams: Promise<SearchParams> };

export default async function ReviewPage({ params, searchParams }: Props) {
  const { actor } = await requireActor((await params).team);
  const filters = await loadReviewFilters(searchParams);
  const review = await reviewKeys(
    actor,
    reviewKeysSchema.parse({
      environment: filters.env,
      finding: filters.finding ?? undefined,
      page: Math.min(Math.max(1, filters.page), 100_000),
    }),
  );
  const { reviewed, flagged } = review;
  return (
    <>
      <TopBar crumbs={[{ label: "Key review" }]} />
      <PageBody
        title="Key review"
        intro={`${flagged.toLocaleString("en")} of ${reviewed.toLocaleString("en")} ${filters.env} keys need a look.`}
      >
        {/* Another list is another choice. */}
        <ReviewView key={`${filters.env} ${filters.finding}`} review={review} filters={filters} />
      </PageBody>
    </>
  );
}
