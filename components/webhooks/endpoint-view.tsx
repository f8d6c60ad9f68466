"use client";

import { Ellipsis, Pause, Pencil, RefreshCw, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { inEnvironment } from "@/components/shell/environment";
import { useMay, useTeam } from "@/components/shell/team-context";
import { useEnvironment } from "@/components/shell/use-environment";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { Notice } from "@/components/ui/notice";
import { useDialog } from "@/components/ui/use-dialog";
import { useSubmit } from "@/components/ui/use-submit";
import { enableEndpointAction, sendTestEventAction } from "@/lib/actions/webhooks";
import type { EndpointView as Endpoint } from "@/lib/webhooks/view";
import { DisableEndpointDialog } from "./disable-endpoint-dialog";
import { EditEndpointDialog } from "./edit-endpoint-dialog";
import { EndpointFacts } from "./endpoint-facts";
import { EndpointStateNotice } from "./endpoint-state-notice";
import { RemoveEndpointDialog } from "./remove-endpoint-dialog";
import { RotateSecretDialog } from "./rotate-secret-dialog";
import { useSoonRefresh } from "./use-soon-refresh";

/** The endpoint and what can be done about it. */
export function EndpointView({ endpoint }: { endpoint: Endpoint }) {
  const { slug } = useTeam();
  const may = useMay();
  const router = useRouter();
  const environment = useEnvironment();
  const refreshSoon = useSoonRefresh();
  const { shown, show, controls, handOver } = useDialog<"edit" | "rotate" | "disable" | "remove">();
  const isDisabled = endpoint.disabled !== null;
  const act = useSubmit(async () => {
    const input = { team: slug, endpointId: endpoint.id };
    const done = isDisabled ? await enableEndpointAction(input) : await sendTestEventAction(input);
    if (done.ok) {
      toast(isDisabled ? "Endpoint enabled" : "Test event queued");
      router.refresh();
      refreshSoon();
    }
    return done;
  });
  const onDone = () => {
    controls.close();
    router.refresh();
  };
  const acts = may("webhook:edit") && (
    <form ref={act.form} onSubmit={act.onSubmit} className="flex gap-2">
      <Button
        type="submit"
        size="sm"
        pending={act.pending}
        icon={isDisabled ? null : <Send aria-hidden className="size-3.5" />}
      >
        {isDisabled ? "Enable endpoint" : "Send test event"}
      </Button>
      <Menu
        label="More acts"
        triggerClassName={buttonClass("secondary", "icon")}
        trigger={<Ellipsis aria-hidden className="size-4" />}
      >
        <MenuItem icon={<Pencil aria-hidden className="size-3.5" />} onClick={() => show("edit")}>
          Edit endpoint
        </MenuItem>
        <MenuItem icon={<RefreshCw aria-hidden className="size-3.5" />} onClick={() => show("rotate")}>
          Rotate signing secret
        </MenuItem>
        {!isDisabled && (
          <MenuItem icon={<Pause aria-hidden className="size-3.5" />} onClick={() => show("disable")}>
            Disable endpoint
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 aria-hidden className="size-3.5" />} onClick={() => show("remove")}>
          Remove endpoint
        </MenuItem>
      </Menu>
    </form>
  );
  return (
    <>
      {act.message && (
        <Notice tone="danger" announce>
          {act.message}
        </Notice>
      )}
      <EndpointStateNotice endpoint={endpoint} />
      <Card title="Endpoint" aside={acts}>
        <EndpointFacts endpoint={endpoint} />
      </Card>
      {shown === "edit" && <EditEndpointDialog {...controls} endpoint={endpoint} onDone={onDone} />}
      {shown === "rotate" && (
        <RotateSecretDialog {...controls} endpoint={endpoint} handOver={handOver} onDone={() => router.refresh()} />
      )}
      {shown === "disable" && <DisableEndpointDialog {...controls} endpoint={endpoint} onDone={onDone} />}
      {shown === "remove" && (
        <RemoveEndpointDialog
          {...controls}
          endpoint={endpoint}
          onDone={() => router.push(inEnvironment(`/${slug}/settings/webhooks`, environment))}
        />
      )}
    </>
  );
}
