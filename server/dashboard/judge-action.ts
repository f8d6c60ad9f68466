import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Refusal } from "./refuse";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);
const ACTION_ID = /^[0-9a-f]{42}$/;
const PLAIN_TEXT = /^text\/plain(;\s*charset=utf-8)?$/i;
// What React writes for values that JSON has no word for; `$$` begins a text that begins with `$`.
const VALUE = /^\$(\$|(undefined|NaN|-?Infinity|-0)$|D\d{4}-\d\d-\d\dT[\d:.]+Z$)/;
const MOST_ARGUMENTS = 8;
const DEEPEST = 32;

const bad = (detail: string): Refusal => ({ status: 400, detail });

/**
 * Beside the routes below /api, what changes something is a server action, and that takes plain JSON, as this dashboard's own
 * pages send it: no forms, and none of the references (`$1:…`, `$F…`, `$@…`, `$B…`) that React's deserialiser follows, out of
 * which every known attack on it is made. So what deserialises only ever sees values.
 * @param body the whole body; asked for only when the request is an action
 * @returns null for what is none, or a sound one
 */
export function judgeAction(
  { method = "", headers }: Pick<IncomingMessage, "method" | "headers">,
  path: string,
  body: () => Buffer,
): Refusal | null {
  if (READS.has(method) || path.startsWith("/api/")) return null;
  const id = headers["next-action"];
  if (method !== "POST" || id === undefined) {
    return {
      status: 405,
      detail: "This path is for reading. Use the dashboard itself.",
      headers: { Allow: "GET, HEAD" },
    };
  }
  if (typeof id !== "string" || !ACTION_ID.test(id)) return bad("There is no such action. Reload the page.");
  if (!PLAIN_TEXT.test(headers["content-type"] ?? "")) {
    return { status: 415, detail: "An action takes JSON as text/plain. Reload the page." };
  }
  return isPlain(body()) ? null : bad("The action's arguments cannot be read. Reload the page and try again.");
}

function isPlain(bytes: Buffer): boolean {
  if (!isUtf8(bytes)) return false;
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return Array.isArray(value) && value.length <= MOST_ARGUMENTS && value.every((one) => isPlainValue(one, 1));
  } catch {
    return false;
  }
}

function isPlainValue(value: unknown, depth: number): boolean {
  if (typeof value === "string") return !value.startsWith("$") || VALUE.test(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth > DEEPEST || Object.hasOwn(value, "__proto__")) return false;
  return Object.values(value).every((one) => isPlainValue(one, depth + 1));
}
