import { createLoader } from "nuqs/server";
import { askedFilter, exportParsers } from "@/components/audit/audit-filters";
import { DEPLOYMENT_TEAM } from "@/lib/audit/deployment-trail";
import { exportCsv, exportJson } from "@/lib/audit/export-events";
import { exportEventsSchema } from "@/lib/audit/schema";
import { clock } from "@/lib/clock";
import { fileHeaders } from "@/lib/http/file-headers";
import { streamLines } from "@/lib/http/stream-lines";
import { trailReader } from "@/lib/operator/trail-reader";
import { defineOperatorAnswer } from "../../define-operator-answer";

const loadExport = createLoader(exportParsers);

/** What the page's filters choose of the deployment's own trail, all of it, as a file. */
export const GET = defineOperatorAnswer(async (person, query) => {
  const reader = trailReader(person);
  const { format, ...filters } = loadExport(query);
  const chosen = exportEventsSchema.parse({ ...askedFilter(filters, clock.ms()), format });
  const lines =
    format === "json" ? exportJson(reader, DEPLOYMENT_TEAM, chosen) : exportCsv(reader, chosen, async () => ({}));
  return streamLines(lines, fileHeaders(`audit-operator-${clock.now().toISOString().slice(0, 10)}`, format));
});
