import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** Cards of fields with a button each. `fields`: how many, card by card. */
export function FormsSkeleton({ what, fields }: { what: string; fields: readonly number[] }) {
  return (
    <>
      <LoadingNote what={what} />
      {fields.map((count, card) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey shapes have no names.
        <Card key={card} flush className="max-w-[720px]">
          <div className="flex flex-col gap-4 px-4 pt-3 pb-4">
            <Skeleton className="h-5 w-32" />
            {Array.from({ length: count }, (_, field) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <div key={field} className="flex flex-col gap-2">
                <Skeleton className="h-4 w-28" />
                <Skeleton className="h-8 w-full" />
              </div>
            ))}
          </div>
          <div className="flex justify-end border-line border-t px-4 py-2.5">
            <Skeleton className="h-8 w-24" />
          </div>
        </Card>
      ))}
    </>
  );
}

/** A card with a table. */
export function RowsSkeleton({ what, rows, search = false }: { what: string; rows: number; search?: boolean }) {
  return (
    <>
      <LoadingNote what={what} />
      {search && <Skeleton className="h-8 w-full max-w-80 max-cards:max-w-none" />}
      <Card flush>
        <div className="px-4 py-3">
          <Skeleton className="h-5 w-40" />
        </div>
        {Array.from({ length: rows }, (_, row) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            key={row}
            className="flex h-11 items-center gap-6 border-line border-t px-4"
          >
            <Skeleton className="h-4 w-1/4" />
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="ml-auto h-4 w-16" />
          </div>
        ))}
      </Card>
    </>
  );
}
