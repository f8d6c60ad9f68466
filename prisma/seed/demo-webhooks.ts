import type { WebhookEventType } from "@/lib/webhooks/event-types";
import { CHOOSABLE_EVENTS } from "@/lib/webhooks/event-types";
import type { MemberName } from "./demo-members";

export type DemoEndpoint = {
  url: string;
  description: string;
  events: readonly WebhookEventType[];
  by: MemberName;
  /** Days ago. */
  made: number;
  /** Since when it answers nothing good, in days ago. */
  failing?: number;
};

/** Names below .example resolve to nothing: the demo sends nobody anything. */
export const DEMO_ENDPOINTS: readonly DemoEndpoint[] = [
  {
    url: "https://hooks.acme.example/latchkey",
    description: "Tells the deploy channel",
    events: CHOOSABLE_EVENTS.map(({ type }) => type),
    ...{ by: "Jonas Berg", made: 96 },
  },
  {
    url: "https://oncall.acme.example/hooks/latchkey?token=demo",
    description: "Pages whoever is on call",
    events: ["alert.opened", "key.revoked", "key.disabled", "rotation.overdue"],
    ...{ by: "Ada Winter", made: 41, failing: 3.6 },
  },
];
