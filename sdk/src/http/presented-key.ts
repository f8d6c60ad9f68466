/** What a call presents. `conflict`: two different keys, so that nobody can know which one was meant. */
export type PresentedKey = { kind: "none" } | { kind: "conflict" } | { kind: "key"; key: string };

const BEARER = /^bearer[ \t]+([^\s]+)[ \t]*$/i;

/**
 * Reads `Authorization: Bearer` (the scheme in any case) and `X-API-Key`, never the query string: addresses end up in logs.
 * @param headers names and values in turn, as node's `rawHeaders`: there a repeated field is still seen
 */
export function presentedKey(headers: readonly string[]): PresentedKey {
  let found: string | undefined;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = (headers[i] as string).toLowerCase();
    const value = headers[i + 1] as string;
    const key = name === "authorization" ? BEARER.exec(value)?.[1] : name === "x-api-key" ? value.trim() : undefined;
    if (!key) continue;
    if (found !== undefined && found !== key) return { kind: "conflict" };
    found = key;
  }
  return found === undefined ? { kind: "none" } : { kind: "key", key: found };
}

/** The same of web `Headers`, which join a repeated field by a comma and a blank; no key holds those. */
export const presentedIn = (headers: Headers): PresentedKey =>
  presentedKey(
    ["authorization", "x-api-key"].flatMap((name) =>
      (headers.get(name)?.split(", ") ?? []).flatMap((value) => [name, value]),
    ),
  );
