"use client";

import { Download } from "lucide-react";
import { createSerializer } from "nuqs";
import { buttonClass } from "@/components/ui/button-class";
import { EXPORT_KINDS } from "@/lib/audit/schema";
import { type AuditFilters, exportParsers } from "./audit-filters";
import { useTrailPath } from "./use-trail-path";

const exportHref = createSerializer(exportParsers);

/** The events of the filter as files; JSON without a filter is what can be verified offline. */
export function ExportLinks({ filters }: { filters: AuditFilters }) {
  const path = useTrailPath();
  return (
    <div className="flex flex-wrap gap-2">
      {EXPORT_KINDS.map((format) => (
        <a
          key={format}
          href={exportHref(`${path}/export`, { ...filters, env: null, page: null, format })}
          download
          className={buttonClass("secondary", "md")}
        >
          <Download aria-hidden className="size-3.5" />
          Export {format.toUpperCase()}
        </a>
      ))}
    </div>
  );
}
