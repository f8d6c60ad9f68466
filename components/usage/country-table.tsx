import type { Folded } from "./breakdown-view";
import { ShortList, type ShortRow } from "./short-list";

/** Where calls came from, by the offline country database. */
export function CountryTable({ countries }: { countries: Folded["countries"] }) {
  const { largest, other } = countries;
  const rows: ShortRow[] = largest.map(({ value, name, requests }) => ({
    id: value,
    count: requests,
    name:
      value === "" ? (
        <span className="text-muted">Not known</span>
      ) : (
        <>
          {name} <span className="tabular text-muted text-xs">{value}</span>
        </>
      ),
  }));
  if (other !== null)
    rows.push({ id: "other", name: <span className="text-muted">Other countries</span>, count: other.requests });
  return (
    <ShortList
      title="Countries"
      column="Country"
      many="countries"
      counted="Requests"
      total={rows.reduce((sum, { count }) => sum + count, 0)}
      rows={rows.filter(({ count }) => count > 0)}
      nothing="No requests in this range."
    />
  );
}
