import { randomBytes } from "node:crypto";
import type pg from "pg";
import { env } from "@/lib/env";
import { newId } from "@/lib/ids";
import { webhookContext } from "@/lib/vault/contexts";
import { seal } from "@/lib/vault/envelope";
import { maskUrl } from "@/lib/webhooks/mask-url";
import type { TargetTrace } from "./demo-audit";
import { DEMO_ENDPOINTS } from "./demo-webhooks";
import { insertRows } from "./insert-rows";

/** The team's endpoints; returns what the trail says of them. Without LATCHKEY_KEK they have no secret, and sign nothing. */
export async function placeWebhookEndpoints(
  client: pg.ClientBase,
  teamId: string,
  daysAgo: (days: number) => Date,
): Promise<TargetTrace[]> {
  const endpoints = DEMO_ENDPOINTS.map((spec) => ({ ...spec, id: newId() }));
  await insertRows(
    client,
    "webhook_endpoints",
    endpoints.map(({ id, url, description, events, by, made }) => {
      const at = daysAgo(made).toISOString();
      // The trail that follows is told by the log alone (place-webhook-log.ts).
      const row = { id, team_id: teamId, url, description, events, from_seq: 0, created_by_name: by };
      return { ...row, created_at: at, updated_at: at };
    }),
  );
  const keys = env().LATCHKEY_KEK;
  const secrets = endpoints.map(({ id: endpointId, made }) => {
    const id = newId();
    const text = `whsec_${randomBytes(32).toString("base64")}`;
    const envelope = keys.size === 0 ? null : seal(text, webhookContext({ teamId, endpointId, secretId: id }), keys);
    return (
      envelope && {
        ...{ id, endpoint_id: endpointId, kek_version: envelope.kekVersion, created_at: daysAgo(made).toISOString() },
        sealed: `\\x${envelope.sealed.toString("hex")}`,
      }
    );
  });
  const sealed = secrets.filter((secret) => secret !== null);
  if (sealed.length > 0) await insertRows(client, "webhook_secrets", sealed);
  return endpoints.map(({ id, url, description, events, by, made }): TargetTrace => {
    const after = { url: maskUrl(url), description, events, environment: "both" };
    return { action: "webhook.create", at: daysAgo(made), by, before: null, after, kind: "webhook", id };
  });
}
