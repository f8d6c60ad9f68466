/**
 * Where to go on after signing in: a path of this dashboard, or `/`. An address elsewhere would take people there right after
 * they typed their password, and to a browser `//host`, `/\host` and `/<tab>/host` are elsewhere.
 * @param asked a path, or an address below `publicUrl` (NEXTAUTH_URL)
 */
export function safeReturn(asked: unknown, publicUrl: string): string {
  if (typeof asked !== "string" || !URL.canParse(asked, publicUrl)) return "/";
  const { origin, pathname, search, hash } = new URL(asked, publicUrl);
  return origin === new URL(publicUrl).origin && !pathname.startsWith("//") ? pathname + search + hash : "/";
}
