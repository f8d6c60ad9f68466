import { TableSkeleton } from "./table-skeleton";

/** The tables under the charts before their data. */
export function BreakdownSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 wide:grid-cols-3">
        <TableSkeleton title="Refusals by reason" rows={4} />
        <TableSkeleton title="Status codes" rows={4} />
        <TableSkeleton title="Countries" rows={4} />
      </div>
      <TableSkeleton title="Top routes" rows={5} />
      <TableSkeleton title="Callers" rows={5} />
    </div>
  );
}
