/**
 * Which events the gateway's refusal of a batch is about: it names the first one. When that one's key is not known any more,
 * none of the same secret is.
 * @returns their indices, or null when the refusal names none
 */
export function refusedEvents(events: readonly { secretId: string }[], detail: string): Set<number> | null {
  const [, index, field] = /\bevents\[(\d+)\](?:\.(\w+))?/.exec(detail) ?? [];
  const refused = index === undefined ? undefined : events[Number(index)];
  if (refused === undefined) return null;
  if (field !== "secretId" && field !== "keyId") return new Set([Number(index)]);
  return new Set(events.flatMap(({ secretId }, i) => (secretId === refused.secretId ? [i] : [])));
}
