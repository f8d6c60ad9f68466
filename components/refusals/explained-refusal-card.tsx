import Link from "next/link";
import type { ReactNode } from "react";
import { inEnvironment } from "@/components/shell/environment";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ExplainedRefusal } from "@/lib/refusals/explain-request";

/** `teamSlug`: whose pages its links lead to; null on the operator's page, which leads to the team instead. */
type Props = { refusal: ExplainedRefusal; teamSlug: string | null; several: boolean };

/** Where the next step is taken; null: nowhere. */
function nextHref({ next, key }: ExplainedRefusal, teamSlug: string): string | null {
  if (next === null || key === null) return null;
  if (next.where === "keys") return inEnvironment(`/${teamSlug}/keys`, key.environment === "live" ? "test" : "live");
  const page = inEnvironment(`/${teamSlug}/keys/${key.id}`, key.environment);
  return next.where === "key" ? page : `${page}${page.includes("?") ? "&" : "?"}do=${next.where}`;
}

/** One refusal: the check, what it compared, what to change. */
export function ExplainedRefusalCard({ refusal, teamSlug, several }: Props) {
  const { code, check, why, seen, change, next, key, team, at, ip, route } = refusal;
  const href = teamSlug === null ? null : nextHref(refusal, teamSlug);
  const title = several ? `Question ${refusal.position + 1}: ${check}` : check;
  return (
    <Card title={title} aside={<Badge tone="danger">{code}</Badge>}>
      <p className="text-sm">{why}</p>
      <dl className="mt-3 flex flex-col gap-1.5 text-sm">
        {seen.map((one) => (
          <Fact key={one.name} name={one.name}>
            {"at" in one ? <RelativeTime at={one.at} /> : one.text}
          </Fact>
        ))}
        {key !== null && (
          <Fact name="Key">
            {teamSlug === null ? (
              key.id
            ) : (
              <Link href={inEnvironment(`/${teamSlug}/keys/${key.id}`, key.environment)} className="underline">
                <bdi>{key.label}</bdi>
              </Link>
            )}
          </Fact>
        )}
        {teamSlug === null && (
          <Fact name="Team">
            {team === null ? (
              "none: no key was found"
            ) : (
              <Link href={`/operator/teams/${team.id}`} className="underline">
                <bdi>{team.name}</bdi>
              </Link>
            )}
          </Fact>
        )}
        {route !== null && <Fact name="Call">{route}</Fact>}
        {ip !== null && code !== "IP_FORBIDDEN" && <Fact name="From">{ip}</Fact>}
        <Fact name="Refused">
          <RelativeTime at={at} />
        </Fact>
      </dl>
      <h3 className="mt-4 font-medium text-sm">What to change</h3>
      <p className="mt-1 text-sm">{change}</p>
      {href !== null && next !== null && (
        <Link href={href} className={buttonClass("secondary", "md", "mt-3")}>
          {next.label}
        </Link>
      )}
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-x-4 max-cards:flex-col">
      <dt className="w-32 shrink-0 text-muted">{name}</dt>
      <dd className="tabular min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
