import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { DeliveryLog } from "@/components/webhooks/delivery-log";
import { EndpointHeading } from "@/components/webhooks/endpoint-heading";
import { EndpointView } from "@/components/webhooks/endpoint-view";
import { loadLogFilters } from "@/components/webhooks/log-filters";
import type { Actor } from "@/lib/auth/actor";
import { DomainError } from "@/lib/errors";
import { getDelivery } from "@/lib/webhooks/get-delivery";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import { readEndpoint } from "./read-endpoint";

type Props = { params: Promise<{ team: string; endpoint: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, endpoint } = await params;
  return { title: `${new URL((await readEndpoint(team, endpoint)).endpoint.shownUrl).host} · Webhooks` };
}

/** A delivery that is past its keeping is closed, and no error. */
async function openDelivery(actor: Actor, endpointId: string, deliveryId: string | null) {
  if (deliveryId === null) return null;
  try {
    return await getDelivery(actor, endpointId, deliveryId.slice(0, 64));
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  }
}

export default async function EndpointPage({ params, searchParams }: Props) {
  const { team, endpoint: endpointId } = await params;
  const { actor, endpoint } = await readEndpoint(team, endpointId);
  const filters = await loadLogFilters(searchParams);
  const query = { status: filters.status ?? undefined, page: Math.min(Math.max(1, filters.page), 100_000) };
  const [list, detail] = await Promise.all([
    listDeliveries(actor, endpointId, query),
    openDelivery(actor, endpointId, filters.delivery),
  ]);
  return (
    <>
      <EndpointHeading endpoint={endpoint} />
      <EndpointView endpoint={endpoint} />
      <DeliveryLog
        endpointId={endpointId}
        isDisabled={endpoint.disabled !== null}
        list={list}
        detail={detail}
        filters={filters}
      />
    </>
  );
}
