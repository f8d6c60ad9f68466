import { Card } from "@/components/ui/card";
import type { PolicyInForce as Policy } from "@/lib/policies/policy";
import { policyLines, setByText } from "./policy-lines";

/** What holds for the team's keys, and who set it; read by everybody in the team. */
export function PolicyInForce({ policy }: { policy: Policy }) {
  return (
    <Card title="In force" className="max-w-[720px]">
      <dl className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] text-sm">
        {policyLines(policy).map(({ name, text, setBy }) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid border-line border-t py-2 first:border-0">
            <dt className="text-muted">{name}</dt>
            <dd>
              {text}
              {setBy && <span className="block text-muted text-xs">{setByText(setBy)}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
