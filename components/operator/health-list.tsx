import clsx from "clsx";
import { CircleCheck, CircleMinus, CircleX, TriangleAlert } from "lucide-react";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { HealthCheck, HealthState } from "@/lib/operator/health/health-check";

const STATES: Record<HealthState, { word: string; tone: Tone; icon: typeof CircleCheck }> = {
  fine: { word: "Fine", tone: "success", icon: CircleCheck },
  attention: { word: "Attention", tone: "warning", icon: TriangleAlert },
  trouble: { word: "Trouble", tone: "danger", icon: CircleX },
  off: { word: "Not set up", tone: "neutral", icon: CircleMinus },
};

function StateBadge({ state }: { state: HealthState }) {
  const { word, tone, icon: Icon } = STATES[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden className="size-3" />}>
      {word}
    </Badge>
  );
}

/** Each part with how it is, what was found, and what to do about it. */
export function HealthList({ checks }: { checks: readonly HealthCheck[] }) {
  return (
    <Card flush title="Parts of this deployment">
      <ul>
        {checks.map(({ name, state, detail, todo }) => (
          <li
            key={name}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-line border-t px-4 py-3 cards:grid-cols-[130px_100px_minmax(0,1fr)]"
          >
            <h3 className="font-medium text-sm">{name}</h3>
            <span className="cards:text-left">
              <StateBadge state={state} />
            </span>
            <div className="text-sm max-cards:col-span-2">
              <p>{detail}</p>
              {todo && (
                <p className={clsx("mt-0.5 text-muted", state === "trouble" && "font-medium text-text")}>{todo}</p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
