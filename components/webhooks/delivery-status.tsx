import { CircleCheck, CircleX, Clock } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import type { DeliveryStatus } from "@/lib/webhooks/schema";

export const STATUS_WORDS: Record<DeliveryStatus, string> = {
  pending: "Pending",
  delivered: "Delivered",
  failed: "Failed",
};
const LOOKS: Record<DeliveryStatus, { tone: Tone; icon: typeof Clock }> = {
  pending: { tone: "warning", icon: Clock },
  delivered: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: CircleX },
};

/** Icon, word and colour: never colour alone. */
export function DeliveryStatusBadge({ status }: { status: DeliveryStatus }) {
  const { tone, icon: Icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
      {STATUS_WORDS[status]}
    </Badge>
  );
}
