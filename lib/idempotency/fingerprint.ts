import { createHash } from "node:crypto";

/** JSON in which equal values are equal texts: members in order of their names, no blanks. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, of]) => `${JSON.stringify(name)}:${canonical(of)}`).join(",")}}`;
}

/**
 * SHA-256 of what a call asks for: the same for the same call, however its JSON is written.
 * @param path with the ids in it
 * @param body as parsed JSON
 */
export const fingerprint = (method: string, path: string, body: unknown): Buffer =>
  createHash("sha256")
    .update(`${method} ${path}\n${canonical(body)}`)
    .digest();
