import type { Metadata } from "next";
import { HealthList } from "@/components/operator/health-list";
import { CopyButton } from "@/components/ui/copy-button";
import { LiveRefresh } from "@/components/usage/live-refresh";
import { readHealth } from "@/lib/operator/health/read-health";
import { readVersion } from "@/lib/operator/health/read-version";
import { requireOperatorPage } from "@/lib/operator/require-operator-page";

export const metadata: Metadata = { title: "Health" };

export default async function HealthPage() {
  const person = await requireOperatorPage();
  const [checks, { version, commit, node }] = await Promise.all([readHealth(person), readVersion()]);
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-muted text-sm">
        <p className="tabular flex flex-wrap items-center gap-x-3">
          <span>Latchkey {version}</span>
          {commit && (
            <span className="flex items-center gap-1">
              commit {commit.slice(0, 7)}
              <CopyButton text={commit} label="Copy commit" />
            </span>
          )}
          <span>Node {node}</span>
        </p>
        <LiveRefresh />
      </div>
      <HealthList checks={checks} />
    </>
  );
}
