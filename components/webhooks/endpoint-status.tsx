import { CircleCheck, CirclePause, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { EndpointView } from "@/lib/webhooks/view";

/** Icon, word and colour: never colour alone. */
export function EndpointStatus({ endpoint }: { endpoint: Pick<EndpointView, "disabled" | "failingSince"> }) {
  if (endpoint.disabled !== null) {
    const tone = endpoint.disabled.reason === "by_hand" ? "neutral" : "danger";
    return (
      <Badge tone={tone} icon={<CirclePause aria-hidden className="size-3" />}>
        Disabled
      </Badge>
    );
  }
  return endpoint.failingSince === null ? (
    <Badge tone="success" icon={<CircleCheck aria-hidden className="size-3" />}>
      Active
    </Badge>
  ) : (
    <Badge tone="warning" icon={<TriangleAlert aria-hidden className="size-3" />}>
      Failing
    </Badge>
  );
}
