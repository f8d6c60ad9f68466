"use client";

import { useEnvironment } from "@/components/shell/use-environment";
import { Checkbox } from "@/components/ui/checkbox";
import { asColumnHeader, asRow, asRowGroup, asTable } from "@/components/ui/table-roles";
import type { ReviewRow as ReviewedKey } from "@/lib/key-review/review-keys";
import { ReviewRow } from "./review-row";
import type { Selection } from "./use-selection";

const headClass = "h-9 whitespace-nowrap border-line border-b px-3 text-left font-medium text-muted text-xs";

type ReviewTableProps = { rows: readonly ReviewedKey[]; selection: Selection };

/** Keys with what was found on them; under 700 px each is a card. */
export function ReviewTable({ rows, selection }: ReviewTableProps) {
  const environment = useEnvironment();
  const selecting = selection.here.length > 0;
  return (
    <table
      {...asTable}
      aria-label={`Keys to review, ${environment}`}
      className="w-full border-separate border-spacing-0 text-sm max-cards:block"
    >
      <thead {...asRowGroup} className="max-cards:sr-only">
        <tr {...asRow}>
          {selecting && (
            <th {...asColumnHeader} className={headClass}>
              <span className="flex pl-1">
                <Checkbox
                  checked={selection.isHereSelected}
                  onCheckedChange={selection.selectHere}
                  label={<span className="sr-only">Select every key on this page</span>}
                />
              </span>
            </th>
          )}
          <th {...asColumnHeader} className={selecting ? `${headClass} !pl-0` : `${headClass} pl-4`}>
            Key
          </th>
          <th {...asColumnHeader} className={headClass}>
            What to look at
          </th>
          <th {...asColumnHeader} className={headClass}>
            Last used
          </th>
          <th {...asColumnHeader} className={headClass}>
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody {...asRowGroup} className="max-cards:block [&>tr:last-child>td]:border-b-0">
        {rows.map((row) => (
          <ReviewRow
            key={row.key.id}
            row={row}
            selecting={selecting}
            selected={selection.chosen.has(row.key.id)}
            onSelect={(selected) => selection.select([row.key.id], selected)}
          />
        ))}
      </tbody>
    </table>
  );
}
