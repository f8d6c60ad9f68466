"use client";

import { toast } from "sonner";
import { useTeam } from "@/components/shell/team-context";
import { ConfirmDialog } from "@/components/teams/confirm-dialog";
import type { DialogControls } from "@/components/ui/use-dialog";
import { disableEndpointAction } from "@/lib/actions/webhooks";
import type { EndpointView } from "@/lib/webhooks/view";

type DisableEndpointDialogProps = DialogControls & { endpoint: EndpointView; onDone: () => void };

export function DisableEndpointDialog({ endpoint, onDone, ...controls }: DisableEndpointDialogProps) {
  const { slug } = useTeam();
  return (
    <ConfirmDialog
      {...controls}
      title="Disable endpoint"
      description="Nothing is sent until it is enabled again. What is on its way waits for a day; what happens meanwhile is not told later, and is in the audit trail."
      keep="Keep sending"
      act="Disable endpoint"
      run={async () => {
        const disabled = await disableEndpointAction({ team: slug, endpointId: endpoint.id });
        if (disabled.ok) {
          toast("Endpoint disabled");
          onDone();
        }
        return disabled;
      }}
    />
  );
}
