import { importKeys } from "@/lib/keys/import/import-keys";
import { readLine } from "@/lib/keys/import/read-line";
import { importReportSchema } from "@/lib/keys/import/report-schema";
import { importKeysSchema, MOST_KEYS_AT_ONCE } from "@/lib/keys/import/schema";
import { KEY_ID } from "../examples";
import { importedKeyDocument } from "../imported-key-document";
import { defineOperation } from "../operation";

export const importKeysOperation = defineOperation({
  id: "importKeys",
  method: "POST",
  path: "/keys/import",
  tag: "Keys",
  summary: "Import keys",
  description:
    "Takes over up to 1,000 keys made elsewhere, by the SHA-256 of their secrets: callers go on with the secrets they have. Ask with `dryRun` first. Either all keys are made or none; with `skipInvalid` all that can be. A hash the team has already is left as it is, so the same import may be sent again. For owners and admins.",
  input: importKeysSchema,
  words: {
    keys: {
      says: `1 to ${MOST_KEYS_AT_ONCE.toLocaleString("en")} keys.`,
      schema: { type: "array", minItems: 1, maxItems: MOST_KEYS_AT_ONCE, items: importedKeyDocument() },
    },
    dryRun: "Answers what would become of each key, and writes nothing.",
    skipInvalid: "Leaves out the keys that cannot be imported, instead of importing none.",
  },
  answer: {
    name: "ImportReport",
    schema: importReportSchema,
    example: {
      ...{ dryRun: false, imported: 1, existing: 0, invalid: 0 },
      lines: [{ line: 1, outcome: "imported", keyId: KEY_ID, problems: [] }],
    },
  },
  example: {
    keys: [
      {
        hash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        label: "Production - Payment Service",
        environment: "live",
        scopes: ["read"],
        prefix: "sk_live_",
        lastFour: "o5p6",
        externalId: "cus_4711",
      },
    ],
    dryRun: true,
  },
  refusals: [403],
  run: (actor, { keys, dryRun, skipInvalid }) =>
    importKeys(actor, { lines: keys.map((given, i) => readLine({ line: i + 1, given })), dryRun, skipInvalid }),
});
