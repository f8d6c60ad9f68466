import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** In the page's shape: heading, index, request builder. */
export default function ApiDocsLoading() {
  return (
    <main id="content" className="min-w-0 pb-20">
      <LoadingNote what="the management API" />
      <div className="py-10">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="mt-3 h-[22px] w-full max-w-[62ch]" />
        <Skeleton className="mt-2 h-[88px] w-full max-w-[62ch]" />
      </div>
      <div className="grid gap-6 border-line border-t py-8 cards:grid-cols-2 wide:grid-cols-4">
        {["keys", "rotation", "usage", "trail"].map((tag) => (
          <Skeleton key={tag} className="h-40" />
        ))}
      </div>
      <div className="grid gap-12 border-line border-t py-8 wide:grid-cols-2">
        <Skeleton className="h-64" />
        <Skeleton className="h-40" />
      </div>
    </main>
  );
}
