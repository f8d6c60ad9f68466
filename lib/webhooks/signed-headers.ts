import { Webhook } from "standardwebhooks";
import { env } from "@/lib/env";
import { showId } from "@/lib/ids";
import { webhookContext } from "@/lib/vault/contexts";
import { EnvelopeError, open } from "@/lib/vault/envelope";

type StoredSecret = { id: string; sealed: Uint8Array; kekVersion: number };

/**
 * The headers of one attempt (Standard Webhooks): signed at the moment of sending, with every secret that is in force, the newest
 * first, so that a receiver may have either while they overlap.
 * @throws EnvelopeError when a secret cannot be opened
 */
export function signedHeaders(
  message: { id: string; body: string },
  endpoint: { id: string; teamId: string; secrets: readonly StoredSecret[] },
  at: Date,
): Record<string, string> {
  if (endpoint.secrets.length === 0) throw new EnvelopeError("refused", "The endpoint has no signing secret.");
  const id = showId("msg", message.id);
  const signatures = endpoint.secrets.map((secret) => {
    const context = webhookContext({ teamId: endpoint.teamId, endpointId: endpoint.id, secretId: secret.id });
    return new Webhook(open(secret, context, env().LATCHKEY_KEK)).sign(id, at, message.body);
  });
  return {
    "content-type": "application/json",
    "user-agent": "Latchkey-Webhooks",
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": signatures.join(" "),
  };
}
