import { ALL_EVENTS } from "@/lib/webhooks/event-types";

const GROUPS = [...new Set(ALL_EVENTS.map(({ group }) => group))];

/** Every event that can arrive, straight out of the list that the domain sends by. */
export function EventTable() {
  return (
    <div className="grid gap-x-12 gap-y-6 wide:grid-cols-2">
      {GROUPS.map((group) => (
        <section key={group} aria-label={group} className="min-w-0">
          <h3 className="mb-2 font-medium text-sm">{group}</h3>
          <dl className="flex flex-col gap-2 text-sm">
            {ALL_EVENTS.filter((event) => event.group === group).map(({ type, means }) => (
              <div key={type}>
                <dt className="tabular font-medium">{type}</dt>
                <dd className="max-w-[62ch] text-muted">{means}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
