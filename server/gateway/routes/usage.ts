import { isIP } from "node:net";
import { clock } from "@/lib/clock";
import type { ReportEvent } from "@/lib/usage/record";
import { type KeyRecord, lasting } from "@/lib/verification/cache/key-record";
import type { Exchange, Route } from "../exchange";
import { InvalidInput } from "../request/invalid-input";
import { parseJson } from "../request/json-fields";
import { type GivenEvent, parseReport } from "../request/parse-report";
import { readBody } from "../request/read-body";
import { requireServiceToken } from "../request/require-service-token";
import { sendJson, sendProblem } from "../send";

/** 1,000 events do not fit in the 64 KiB of other bodies; a full one of them, routes and addresses included, fits in this. */
const MOST_BODY_BYTES = 1024 * 1024;

/** `POST /v1/usage`: what the provider's services answered, and how fast. Accepted whole or not at all, once per batchId. */
export const usage: Route = {
  methods: ["POST"],
  handle: requireServiceToken((exchange) =>
    readBody(exchange, MOST_BODY_BYTES, async (body) => {
      const { batchId, events } = parseReport(parseJson(body), clock.ms());
      const records = await find(exchange, events);
      const reports = events.map((event, i) => toReport(event, records.get(event.secretId) ?? null, `events[${i}]`));
      exchange.gateway.spool.recordReports({ batchId, events: reports }, (error) => {
        if (error === undefined) return sendJson(exchange, 202, `{"accepted":${reports.length}}`);
        exchange.gateway.metrics.failed(503);
        exchange.gateway.log.error({ err: error, requestId: exchange.requestId }, "reports could not be stored");
        sendProblem(exchange, 503, "The batch could not be stored. Send it again with the same batchId.", [
          "Retry-After",
          "1",
        ]);
      });
    }),
  ),
};

async function find(exchange: Exchange, events: readonly GivenEvent[]): Promise<Map<string, KeyRecord | null>> {
  const secretIds = [...new Set(events.map(({ secretId }) => secretId))];
  const records = await Promise.all(
    secretIds.map((id) => {
      const found = PUBLIC_ID.test(id) ? exchange.gateway.cache.find(id) : null;
      return found === null || found instanceof Promise ? found : lasting(found);
    }),
  );
  return new Map(secretIds.map((id, i) => [id, records[i] ?? null]));
}

const PUBLIC_ID = /^[0-9A-Za-z]{12}$/;

function toReport(event: GivenEvent, record: KeyRecord | null, at: string): ReportEvent {
  if (record === null) throw new InvalidInput(`${at}.secretId is the id of no known secret.`);
  if (record.shownKeyId !== event.keyId)
    throw new InvalidInput(`${at}.keyId is not the key that this secret belongs to.`);
  return {
    at: event.at,
    keyId: record.keyId,
    secretId: record.secretId,
    teamId: record.teamId,
    environment: record.environment,
    status: event.status,
    latencyMs: event.latencyMs,
    method: event.method,
    route: event.route,
    ip: event.ip !== undefined && isIP(event.ip) !== 0 ? event.ip : undefined,
  };
}
