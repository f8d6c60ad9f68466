import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** In the shape of a page of text: its title, and sections with what they look like beside them. */
export default function DocsLoading() {
  return (
    <main id="content" className="min-w-0 pb-20">
      <LoadingNote what="the page" />
      <div className="py-10">
        <Skeleton className="h-8 w-56" />
        <Skeleton className="mt-2 h-[22px] w-full max-w-[62ch]" />
      </div>
      {["first", "second", "third"].map((section) => (
        <div key={section} className="grid gap-x-12 gap-y-5 border-line border-t py-10 wide:grid-cols-2">
          <div>
            <Skeleton className="h-6 w-40" />
            <Skeleton className="mt-3 h-24" />
          </div>
          <Skeleton className="h-32" />
        </div>
      ))}
    </main>
  );
}
