import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** A form of one or two fields and its button. */
function FormSkeleton({ title, fields }: { title: string; fields: number }) {
  return (
    <Card title={title}>
      <div className="flex max-w-[400px] flex-col gap-4">
        {Array.from({ length: fields }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: shapes that never move.
          <div key={i} className="flex flex-col gap-1.5">
            <Skeleton className="my-1 h-3 w-28" />
            <Skeleton className="h-8 w-full" />
          </div>
        ))}
        <Skeleton className="h-8 w-32" />
      </div>
    </Card>
  );
}

export function ProfileSkeleton() {
  return (
    <>
      <LoadingNote what="your profile" />
      <FormSkeleton title="Name" fields={1} />
      <Card title="Email">
        <Skeleton className="h-4 w-48" />
        <Skeleton className="mt-2 h-3 w-64" />
      </Card>
    </>
  );
}

export function SecuritySkeleton() {
  return (
    <>
      <LoadingNote what="sign-in and security" />
      <FormSkeleton title="Password" fields={2} />
      <Card title="Second factor" aside={<Skeleton className="h-5 w-10" />}>
        <Skeleton className="h-4 w-96 max-w-full" />
        <Skeleton className="mt-4 h-8 w-40" />
      </Card>
    </>
  );
}

export function SessionsSkeleton() {
  return (
    <>
      <LoadingNote what="your sessions" />
      <Card title="Sessions" flush>
        <p className="px-4 pb-3">
          <Skeleton className="my-1 h-3 w-120 max-w-full" />
        </p>
        {["a", "b", "c"].map((row) => (
          <div key={row} className="flex min-h-13 items-center gap-6 border-line border-t px-4 py-2">
            <Skeleton className="h-4 w-40" />
            <Skeleton className="h-4 w-24 max-cards:hidden" />
            <Skeleton className="h-4 w-32 max-cards:hidden" />
            <Skeleton className="ml-auto h-7 w-24" />
          </div>
        ))}
      </Card>
    </>
  );
}
