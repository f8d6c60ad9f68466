import { createLoader } from "nuqs/server";
import { askedFilter, exportParsers } from "@/components/audit/audit-filters";
import { exportCsv, exportJson } from "@/lib/audit/export-events";
import { exportEventsSchema } from "@/lib/audit/schema";
import { clock } from "@/lib/clock";
import { fileHeaders } from "@/lib/http/file-headers";
import { streamLines } from "@/lib/http/stream-lines";
import { labelKeys } from "@/lib/keys/label-keys";
import { defineTeamAnswer } from "../../define-team-answer";

const loadExport = createLoader(exportParsers);

/** What the Audit page's filters choose, all of it, as a file. */
export const GET = defineTeamAnswer(async ({ actor, team }, { query }) => {
  const { format, ...filters } = loadExport(query);
  const chosen = exportEventsSchema.parse({ ...askedFilter(filters, clock.ms()), format });
  const lines =
    format === "json" ? exportJson(actor, team, chosen) : exportCsv(actor, chosen, (ids) => labelKeys(actor, ids));
  return streamLines(lines, fileHeaders(`audit-${team.slug}-${clock.now().toISOString().slice(0, 10)}`, format));
});
