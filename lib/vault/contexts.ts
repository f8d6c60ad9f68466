// What an envelope is bound to: opening it for anything else fails. Sealing, opening and rolling over share these.

/** A key's secret, of that key, of that team. */
export const secretContext = (of: { teamId: string; keyId: string; publicId: string }): string[] => [
  "secret",
  of.teamId,
  of.keyId,
  of.publicId,
];

/** What the messages to a webhook endpoint are signed with. */
export const webhookContext = (of: { teamId: string; endpointId: string; secretId: string }): string[] => [
  "webhook",
  of.teamId,
  of.endpointId,
  of.secretId,
];

/** The shared secret of a person's second factor. */
export const totpContext = (of: { userId: string }): string[] => ["totp", of.userId];
