/** An event of the trail as it is shown. Ids of what has a shown form are in it. */
export type AuditEventView = {
  id: string;
  /** Its place in the team's chain, from 1. */
  seq: number;
  /** ISO 8601 */
  at: string;
  actor: { kind: string; id: string | null; name: string };
  action: string;
  target: { kind: string; id: string };
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  ip: string | null;
  /** Where the address is registered, ISO 3166-1 alpha-2. */
  country: string | null;
  userAgent: string | null;
  requestId: string | null;
  /** SHA-256, in hexadecimal. */
  hash: string;
};
