import type { Breakdown } from "@/lib/usage/breakdown";
import { Reporting } from "./reporting";
import { ShortList } from "./short-list";
import { statusWords } from "./status-words";

const colorOf = (status: number): string =>
  status >= 500 ? "var(--chart-5)" : status >= 400 ? "var(--chart-4)" : "var(--chart-2)";

/** What services answered, by HTTP status. */
export function StatusTable({ statuses }: Pick<Breakdown, "statuses">) {
  return (
    <ShortList
      title="Status codes"
      column="Status"
      many="statuses"
      counted="Responses"
      total={statuses.reduce((sum, { responses }) => sum + responses, 0)}
      rows={statuses.map(({ status, responses }) => ({
        id: String(status),
        count: responses,
        color: colorOf(status),
        name: (
          <>
            <span className="tabular">{status}</span> <span className="text-muted">{statusWords(status)}</span>
          </>
        ),
      }))}
      nothing={<Reporting what="No responses reported in this range" />}
    />
  );
}
