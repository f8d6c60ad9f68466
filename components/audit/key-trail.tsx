import Link from "next/link";
import { inEnvironment } from "@/components/shell/environment";
import { Card } from "@/components/ui/card";
import type { Environment } from "@/lib/keys/environment";
import { auditHref } from "./audit-filters";
import { EventList } from "./event-list";
import type { ShownEvent } from "./show-events";

type KeyTrailProps = {
  team: string;
  item: { id: string; environment: Environment };
  events: readonly ShownEvent[];
  /** Of all events about the key. */
  total: number;
  zone: string;
};

/** What was done to one key, newest first. */
export function KeyTrail({ team, item, events, total, zone }: KeyTrailProps) {
  const href = auditHref(inEnvironment(`/${team}/audit`, item.environment), { key: item.id });
  return (
    <Card
      title="Audit"
      flush
      aside={
        <Link href={href} className="text-muted text-xs underline-offset-2 hover:text-text hover:underline">
          {total > events.length ? `All ${total.toLocaleString("en")} events` : "Open in Audit"}
        </Link>
      }
    >
      <div className="border-line border-t">
        <EventList events={events} zone={zone} ofOneKey />
      </div>
    </Card>
  );
}
