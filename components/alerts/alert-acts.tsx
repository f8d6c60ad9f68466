"use client";

import { BellOff, Check, ChevronDown } from "lucide-react";
import { useMay, useTeam } from "@/components/shell/team-context";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Menu, MenuItem } from "@/components/ui/menu";
import { acknowledgeAlertAction, muteAlertsAction, unmuteAlertsAction } from "@/lib/actions/alerts";
import type { MuteAlertsInput } from "@/lib/alerts/schema";
import type { AlertView } from "@/lib/alerts/view";
import { KIND_WORDS } from "./alert-kinds";
import { useAlertAct } from "./use-alert-act";

const SPANS: { days: MuteAlertsInput["days"]; label: string; done: string }[] = [
  { days: 7, label: "For 7 days", done: "muted for 7 days" },
  { days: 30, label: "For 30 days", done: "muted for 30 days" },
  { days: null, label: "Until unmuted", done: "muted until somebody unmutes" },
];

/** Acknowledge, mute and unmute: what this person may do to this alert as it is now. */
export function AlertActs({ alert }: { alert: AlertView }) {
  const { slug: team } = useTeam();
  const may = useMay();
  const [pending, act] = useAlertAct();
  const { title } = KIND_WORDS[alert.kind];
  const about = { team, keyId: alert.key.id, kind: alert.kind };
  return (
    <div className="flex flex-wrap gap-2">
      {alert.status !== "acknowledged" && may("alert:acknowledge") && (
        <Button
          size="sm"
          icon={<Check aria-hidden className="size-3.5" />}
          pending={pending}
          aria-label={`Acknowledge: ${title}, ${alert.key.label}`}
          onClick={() => act(() => acknowledgeAlertAction({ team, alertId: alert.id }), "Alert acknowledged")}
        >
          Acknowledge
        </Button>
      )}
      {may("alert:mute", alert.key) &&
        (alert.mute ? (
          <Button
            size="sm"
            pending={pending}
            aria-label={`Unmute: ${title}, ${alert.key.label}`}
            onClick={() => act(() => unmuteAlertsAction(about), `${title} is unmuted for ${alert.key.label}`)}
          >
            Unmute
          </Button>
        ) : (
          <Menu
            align="start"
            label={`Mute for this key: ${title}, ${alert.key.label}`}
            triggerClassName={buttonClass("secondary", "sm")}
            trigger={
              <>
                <BellOff aria-hidden className="size-3.5" />
                Mute for this key
                <ChevronDown aria-hidden className="size-3.5" />
              </>
            }
          >
            {SPANS.map(({ days, label, done }) => (
              <MenuItem
                key={label}
                disabled={pending}
                onClick={() =>
                  act(() => muteAlertsAction({ ...about, days }), `${title} is ${done} for ${alert.key.label}`)
                }
              >
                {label}
              </MenuItem>
            ))}
          </Menu>
        ))}
    </div>
  );
}
