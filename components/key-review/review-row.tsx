"use client";

import clsx from "clsx";
import Link from "next/link";
import { KeyMenu } from "@/components/keys/key-menu";
import { LastUsed } from "@/components/keys/last-used";
import { StatusBadge } from "@/components/keys/status-badge";
import { inEnvironment } from "@/components/shell/environment";
import { useMay, useTeam } from "@/components/shell/team-context";
import { Checkbox } from "@/components/ui/checkbox";
import { asCell, asRow } from "@/components/ui/table-roles";
import type { ReviewRow as ReviewedKey } from "@/lib/key-review/review-keys";
import { FindingLine } from "./finding-line";

const cell = "border-line border-b py-2 align-top max-cards:border-0 max-cards:p-0";
/** Beside the first finding, whose line is as high as its button. */
const besideFinding = "cards:pt-3.5";

type ReviewRowProps = {
  row: ReviewedKey;
  /** Is there a column to select rows in? */
  selecting: boolean;
  selected: boolean;
  onSelect: (selected: boolean) => void;
};

/** A key with everything that was found on it. On narrow screens a card: name and menu first, findings below. */
export function ReviewRow({ row: { key: item, findings }, selecting, selected, onSelect }: ReviewRowProps) {
  const { slug } = useTeam();
  const may = useMay();
  return (
    <tr
      {...asRow}
      className={clsx(
        "max-cards:flex max-cards:flex-wrap max-cards:items-start max-cards:gap-x-2 max-cards:gap-y-2 max-cards:border-line max-cards:border-b max-cards:p-4",
        selected && "bg-hover",
      )}
    >
      {selecting && (
        <td {...asCell} className={clsx(cell, besideFinding, "w-10 pl-4 max-cards:order-1 max-cards:w-auto")}>
          {may("key:edit", item) && (
            <Checkbox
              checked={selected}
              onCheckedChange={onSelect}
              label={<span className="sr-only">Select {item.label}</span>}
            />
          )}
        </td>
      )}
      <td
        {...asCell}
        className={clsx(
          cell,
          besideFinding,
          "cards:w-[24%] cards:max-w-0 pr-3 max-cards:order-2 max-cards:min-w-0 max-cards:grow max-cards:basis-[60%]",
          !selecting && "pl-4",
        )}
      >
        <Link
          href={inEnvironment(`/${slug}/keys/${item.id}`, item.environment)}
          prefetch={false}
          className="block truncate font-medium leading-6 hover:underline"
          title={item.label}
        >
          <bdi>{item.label}</bdi>
        </Link>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
          <span className="tabular truncate">{item.masked}</span>
          {item.status !== "active" && <StatusBadge status={item.status} />}
        </span>
      </td>
      <td {...asCell} className={clsx(cell, "px-3 max-cards:order-4 max-cards:basis-full")}>
        <ul className="flex flex-col">
          {findings.map((finding) => (
            <FindingLine key={finding.kind} item={item} finding={finding} />
          ))}
        </ul>
      </td>
      <td
        {...asCell}
        className={clsx(
          cell,
          besideFinding,
          "whitespace-nowrap px-3 text-sm max-cards:order-5 max-cards:flex max-cards:basis-full max-cards:items-center max-cards:justify-between",
        )}
      >
        <span aria-hidden className="text-muted text-xs cards:hidden">
          Last used
        </span>
        <LastUsed use={item.lastUsed} />
      </td>
      <td {...asCell} className={clsx(cell, "cards:pt-3 w-12 pr-3 text-right max-cards:order-3 max-cards:w-auto")}>
        <KeyMenu item={item} />
      </td>
    </tr>
  );
}
