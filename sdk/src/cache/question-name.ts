import { createHash } from "node:crypto";
import type { Question } from "../question.js";

/**
 * One text for all questions that have the same answer: all of it but what only describes the call, and the cost. The key is
 * in it as its hash, so that no table of plaintext keys lies in memory.
 */
export function questionName({ key, scopes = [], environment, ip }: Question): string {
  const hash = createHash("sha256").update(key).digest("base64");
  return JSON.stringify([hash, environment ?? "", ip ?? "", ...[...scopes].sort()]);
}
