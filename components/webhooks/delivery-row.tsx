"use client";

import clsx from "clsx";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { TimeAgo } from "@/components/ui/relative-time";
import type { DeliveryDetail, DeliveryView } from "@/lib/webhooks/view";
import { DeliveryPanel } from "./delivery-panel";
import { DeliveryStatusBadge } from "./delivery-status";

type DeliveryRowProps = {
  endpointId: string;
  isDisabled: boolean;
  delivery: DeliveryView;
  /** There, when it is open. */
  detail: DeliveryDetail | null;
  /** Where the row leads: to itself opened, or closed. */
  href: string;
};

/** An event on its way to the endpoint; opens to what was sent and answered, under an address of its own. */
export function DeliveryRow({ endpointId, isDisabled, delivery, detail, href }: DeliveryRowProps) {
  const { type, status, attempts, askedBy, createdAt } = delivery;
  return (
    <li className="border-line border-b last:border-0">
      <Link
        href={href}
        scroll={false}
        aria-expanded={detail !== null}
        className="flex min-h-11 items-center gap-x-3 px-4 py-1.5 text-sm hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={clsx("size-3.5 shrink-0 text-muted transition-transform", detail !== null && "rotate-90")}
        />
        <span className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-0.5">
          <DeliveryStatusBadge status={status} />
          <span className="tabular min-w-0 truncate font-medium">{type}</span>
          <span className="min-w-0 grow truncate text-muted text-xs">
            {attempts === 0 ? "not tried yet" : `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`}
            {askedBy !== null && (
              <>
                {" "}
                · asked for by <bdi>{askedBy}</bdi>
              </>
            )}
          </span>
          <span className="shrink-0 text-muted text-xs max-cards:basis-full">
            <TimeAgo at={createdAt} />
          </span>
        </span>
      </Link>
      {detail !== null && <DeliveryPanel endpointId={endpointId} isDisabled={isDisabled} delivery={detail} />}
    </li>
  );
}
