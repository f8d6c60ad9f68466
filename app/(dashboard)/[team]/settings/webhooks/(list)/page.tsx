import type { Metadata } from "next";
import { EndpointsView } from "@/components/webhooks/endpoints-view";
import { requireActor } from "@/lib/auth/require-actor";
import { listEndpoints } from "@/lib/webhooks/list-endpoints";

export const metadata: Metadata = { title: "Webhooks" };

type Props = { params: Promise<{ team: string }> };

export default async function WebhooksPage({ params }: Props) {
  const { actor } = await requireActor((await params).team);
  return <EndpointsView endpoints={await listEndpoints(actor)} />;
}
