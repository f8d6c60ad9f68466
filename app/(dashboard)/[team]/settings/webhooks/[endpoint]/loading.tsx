import { EndpointSkeleton } from "@/components/webhooks/endpoint-skeleton";

export default function Loading() {
  return <EndpointSkeleton />;
}
