import type { KeyView } from "@/lib/keys/view";
import type { UsageCounts } from "@/lib/usage/point";
import type { Folded } from "./breakdown-view";
import { CallerTable } from "./caller-table";
import { CountryTable } from "./country-table";
import { RefusalTable } from "./refusal-table";
import { RouteTable } from "./route-table";
import { StatusTable } from "./status-table";

type BreakdownTablesProps = {
  totals: UsageCounts;
  breakdown: Folded /** When all of it is one key's. */;
  item?: KeyView;
};

/** How it was answered, from where, what for, by whom. */
export function BreakdownTables({ totals, breakdown, item }: BreakdownTablesProps) {
  const { statuses, countries, routes, callers } = breakdown;
  return (
    <section aria-label="Breakdown" className="flex flex-col gap-4">
      <div className="grid gap-4 wide:grid-cols-3">
        <RefusalTable totals={totals} />
        <StatusTable statuses={statuses} />
        <CountryTable countries={countries} />
      </div>
      <RouteTable routes={routes} />
      <CallerTable callers={callers} {...(item && { item })} />
    </section>
  );
}
