import type { KeyView } from "@/lib/keys/view";
import type { RotationView } from "@/lib/rotation/view";
import { EndingCard } from "./ending-card";
import { OldCallers } from "./old-callers";
import { TrafficChart } from "./traffic-chart";

/** A rotation under way: who is still on the old secret, how long it stays, and whether it can go (product R3). */
export function RotationCockpit({ item, rotation }: { item: KeyView; rotation: RotationView }) {
  const { current, ending, at } = rotation;
  return (
    <section aria-label="Rotation" className="flex flex-col gap-4">
      {ending.map((secret) => (
        <EndingCard key={secret.id} item={item} secret={secret} current={current} at={at} />
      ))}
      <div className="grid gap-4 wide:grid-cols-2">
        <TrafficChart rotation={rotation} />
        {ending.map((secret) => (
          <OldCallers key={secret.id} secret={secret} />
        ))}
      </div>
      <p className="text-muted text-xs">Calls are counted about a second after they were answered.</p>
    </section>
  );
}
