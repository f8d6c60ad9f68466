"use client";

import { CodeBlock } from "@/components/ui/code-block";
import { Tabs } from "@/components/ui/tabs";
import { scheduled } from "./rotation-samples";

/** The same job for each secrets manager. */
export function ScheduledTabs({ dashboardUrl }: { dashboardUrl: string }) {
  return (
    <Tabs
      label="Secrets manager"
      tabs={scheduled(dashboardUrl).map(({ id, label, code }) => ({
        ...{ id, label },
        content: <CodeBlock code={code} label={`job for ${label}`} />,
      }))}
    />
  );
}
