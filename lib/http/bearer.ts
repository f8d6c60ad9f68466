const BEARER = /^bearer[ \t]+([^\s]+)[ \t]*$/i;

/** The credential of an `Authorization: Bearer …` value (RFC 6750 §2.1, scheme case-insensitive), or null when it is none. */
export function bearerToken(authorization: string | null | undefined): string | null {
  if (authorization === undefined || authorization === null) return null;
  return BEARER.exec(authorization)?.[1] ?? null;
}
