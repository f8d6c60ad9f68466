import { pageEvents } from "@/lib/audit/page-events";
import { pageEventsSchema } from "@/lib/audit/schema";
import { eventPageSchema } from "@/lib/audit/view-schema";
import { usageAnswerSchema } from "@/lib/usage/answer";
import { eventExample, usageExample } from "../examples";
import { CURSOR_WORDS, KEY_ID_WORDS, LIMIT_WORDS, RANGE_WORDS } from "../field-words";
import { defineOperation } from "../operation";
import { keyUsageSchema, readKeyUsage, readTeamUsage, teamUsageSchema } from "../read-usage";

const COUNTED =
  "Counts are exact and hold everything up to now. `requests` are verifications about the key, `responses` and `latencyMs` what services reported. A range that would be coarser than asked, or longer than usage is kept, is refused instead.";

export const readKeyUsageOperation = defineOperation({
  id: "readKeyUsage",
  method: "GET",
  path: "/keys/{id}/usage",
  tag: "Usage",
  summary: "Read a key's usage",
  description: `Verifications, responses and latency of one key, over all of its secrets. ${COUNTED}`,
  input: keyUsageSchema,
  params: { id: "keyId" },
  words: { ...RANGE_WORDS, keyId: KEY_ID_WORDS },
  answer: { name: "Usage", schema: usageAnswerSchema, example: usageExample },
  refusals: [404],
  run: readKeyUsage,
});

export const readTeamUsageOperation = defineOperation({
  id: "readTeamUsage",
  method: "GET",
  path: "/usage",
  tag: "Usage",
  summary: "Read the team's usage",
  description: `Verifications, responses and latency of all keys of the team in one environment. ${COUNTED}`,
  input: teamUsageSchema,
  words: { ...RANGE_WORDS, environment: "Whose keys: `live` or `test`." },
  answer: { name: "Usage", schema: usageAnswerSchema, example: usageExample },
  refusals: [],
  run: readTeamUsage,
});

export const listAuditEvents = defineOperation({
  id: "listAuditEvents",
  method: "GET",
  path: "/audit-events",
  tag: "Audit trail",
  summary: "List audit events",
  description:
    "The team's trail, newest first. Each event carries its place in a chain of hashes, which can be verified.",
  input: pageEventsSchema,
  words: {
    actor: "Only of this person or access token, by its id; `system`: of nobody.",
    keyId: "Only about this key.",
    action: "Only of this kind, such as `key.rotate`.",
    from: "Only from then on.",
    to: "Only before then.",
    cursor: CURSOR_WORDS,
    limit: LIMIT_WORDS,
  },
  answer: { name: "AuditEventPage", schema: eventPageSchema, example: { events: [eventExample], nextCursor: "42" } },
  refusals: [],
  run: pageEvents,
});
