"use client";

import { useTeam } from "@/components/shell/team-context";
import { Checkbox } from "@/components/ui/checkbox";
import { FieldGroup } from "@/components/ui/field";
import { atLeast } from "@/lib/auth/role";
import { scopesInWords } from "./scopes-in-words";

type ScopesFieldProps = {
  scopes: string[];
  onChange: (scopes: string[]) => void;
  error?: string;
  /** Granted before by somebody who could; they may stay. */
  held?: readonly string[];
};

export function ScopesField({ scopes, onChange, error, held = [] }: ScopesFieldProps) {
  const { scopes: catalogue, me } = useTeam();
  return (
    <FieldGroup label="Scopes" error={error}>
      <div className="flex flex-col gap-2 rounded border border-line p-3">
        {catalogue.map((scope) => {
          if (scope.retired && !held.includes(scope.name)) return null;
          const grantable = atLeast(me.role, scope.minimumRole) || held.includes(scope.name);
          return (
            <Checkbox
              key={scope.name}
              checked={scopes.includes(scope.name)}
              disabled={!grantable}
              invalid={error !== undefined}
              onCheckedChange={(checked) =>
                onChange(checked ? [...scopes, scope.name] : scopes.filter((name) => name !== scope.name))
              }
              label={<span className="tabular">{scope.name}</span>}
              description={
                scope.retired
                  ? `${scope.summary} · retired: once dropped, it cannot be granted again`
                  : grantable
                    ? scope.summary
                    : `${scope.summary} · needs the role ${scope.minimumRole}`
              }
            />
          );
        })}
      </div>
      <p aria-live="polite" className="text-muted text-xs">
        {scopesInWords(scopes, catalogue)}
      </p>
    </FieldGroup>
  );
}
