"use client";

import type { ReactNode } from "react";
import { useTeam } from "@/components/shell/team-context";
import { Card } from "@/components/ui/card";
import type { ScopeAdvice } from "@/lib/key-review/scope-advice";
import type { KeyView } from "@/lib/keys/view";
import { Expires } from "./expires";
import { perWindow } from "./policy-in-words";
import { RotationRule } from "./rotation-rule";
import { ScopeUses } from "./scope-uses";
import { scopesInWords } from "./scopes-in-words";
import { teamLimitInWords } from "./team-limit-in-words";

function Rule({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1 border-line border-t py-2.5 first:border-0 first:pt-1">
      <dt className="text-muted text-xs">{name}</dt>
      <dd className="text-sm">{children}</dd>
    </div>
  );
}

/** What the key may do, from where, how often and until when, and by when it is to be rotated. */
export function PolicyPanel({ item, scopes }: { item: KeyView; scopes: readonly ScopeAdvice[] }) {
  const { scopes: catalogue, teamLimit } = useTeam();
  return (
    <Card title="Policy">
      <dl className="flex flex-col">
        <Rule name="Scopes">
          <ScopeUses item={item} advice={scopes} />
          <span className="mt-1 block text-muted text-xs">{scopesInWords(item.scopes, catalogue)}</span>
        </Rule>
        <Rule name="Allowed addresses">
          {item.allowedIps.length === 0 ? (
            "Any address"
          ) : (
            <ul className="tabular max-h-40 overflow-y-auto text-xs leading-5">
              {item.allowedIps.map((range) => (
                <li key={range} className="[overflow-wrap:anywhere]">
                  {range}
                </li>
              ))}
            </ul>
          )}
        </Rule>
        <Rule name="Rate limit">
          {perWindow(item.rateLimit)}
          {teamLimit !== null && <span className="mt-1 block text-muted text-xs">{teamLimitInWords(teamLimit)}</span>}
        </Rule>
        <Rule name="Expires">
          <Expires item={item} />
        </Rule>
        <Rule name="Rotation">
          <RotationRule item={item} />
        </Rule>
      </dl>
    </Card>
  );
}
