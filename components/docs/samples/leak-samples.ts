/** Files that keys are kept in while a program is worked on. */
export const IGNORED = ".env\n.env.*\n!.env.example";

const HEAD = '  -H "Authorization: Bearer $ACCESS_TOKEN"';

/** Ends a key for good, by its id. */
export const revokeCurl = (dashboard: string): string =>
  `curl -X POST ${dashboard}/api/v1/keys/$KEY_ID/revoke \\\n${HEAD} \\\n  -H "Content-Type: application/json" \\\n  -d '{"reason": "Found in a public repository"}'`;

/** Stops a key until it is enabled again. */
export const disableCurl = (dashboard: string): string =>
  `curl -X POST ${dashboard}/api/v1/keys/$KEY_ID/disable \\\n${HEAD}`;
