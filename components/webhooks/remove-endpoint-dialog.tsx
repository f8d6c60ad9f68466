"use client";

import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { ConfirmDialog } from "@/components/teams/confirm-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { removeEndpointAction } from "@/lib/actions/webhooks";
import type { EndpointView } from "@/lib/webhooks/view";

type RemoveEndpointDialogProps = DialogControls & { endpoint: EndpointView; onDone: () => void };

export function RemoveEndpointDialog({ endpoint, onDone, ...controls }: RemoveEndpointDialogProps) {
  const { slug } = useTeam();
  return (
    <ConfirmDialog
      {...controls}
      danger
      title="Remove endpoint"
      description="For good, with its log and its signing secret. What is on its way does not arrive. To stop for a while, disable it."
      keep="Keep endpoint"
      act="Remove endpoint"
      run={async () => {
        const removed = await removeEndpointAction({ team: slug, endpointId: endpoint.id });
        if (removed.ok) {
          toast("Endpoint removed");
          onDone();
        }
        return removed;
      }}
    >
      <p className="tabular text-sm [overflow-wrap:anywhere]">{endpoint.shownUrl}</p>
    </ConfirmDialog>
  );
}
