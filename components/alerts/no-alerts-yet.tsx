import { EmptyState } from "@/components/ui/empty-state";
import { ALERT_KINDS } from "@/lib/alerts/finding";
import { KIND_WORDS } from "./alert-kinds";

/** Nothing unusual so far: what is watched all the same. */
export function NoAlertsYet() {
  return (
    <section aria-label="Alerts" className="rounded-lg border border-line bg-surface">
      <EmptyState
        title="Nothing unusual so far"
        sample={
          <dl className="grid gap-x-6 gap-y-4 border-line border-t pt-6 cards:grid-cols-2">
            {ALERT_KINDS.map((kind) => {
              const { title, rule, icon: Icon } = KIND_WORDS[kind];
              return (
                <div key={kind}>
                  <dt className="flex items-center gap-2.5 font-medium text-sm">
                    <Icon aria-hidden className="size-4 text-muted" />
                    {title}
                  </dt>
                  <dd className="pl-6.5 text-muted text-xs">{rule}</dd>
                </div>
              );
            })}
          </dl>
        }
      >
        Every five minutes each key in use is compared with its own past. What differs is told here, with the numbers
        that show why. This is what is watched:
      </EmptyState>
    </section>
  );
}
