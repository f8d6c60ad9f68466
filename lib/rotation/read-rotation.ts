import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import { readId } from "@/lib/ids";
import { getKey } from "@/lib/keys/get-key";
import { latestGraceEnd, longestGrace } from "@/lib/keys/policy";
import type { SecretView } from "@/lib/keys/view";
import { loadPolicy } from "@/lib/policies/load-policy";
import { usageStore } from "@/lib/usage/open-usage-store";
import { bucketStarts, namedRange, nextStart } from "@/lib/usage/range";
import { usageScope } from "@/lib/usage/usage-scope";
import type { KeyScope } from "@/lib/usage/usage-store";
import { UTC } from "@/lib/usage/zone";
import { callersSince, readEndingSecret } from "./read-ending-secret";
import { replacedSecrets } from "./replaced-secrets";
import { chartRange } from "./rotation-range";
import type { LiveSecret, RotationView } from "./view";

/**
 * A key's rotation under way: the traffic of each secret that is accepted, who still calls with the replaced ones, and whether
 * they can be ended (product R3). Null: no secret of the key is in its grace, or the key is revoked and takes them along.
 * @param zone an IANA name, for a chart that counts days
 * @throws DomainError not_found; forbidden
 */
export async function readRotation(
  actor: Actor,
  input: { keyId: string; zone?: string },
): Promise<RotationView | null> {
  const key = await getKey(actor, input.keyId);
  const replaced = key.status === "revoked" ? [] : replacedSecrets(key);
  if (replaced.length === 0) return null;
  const keyId = readId("key", key.id) ?? "";
  const scope: KeyScope = { ...usageScope(actor, { environment: key.environment }), keyId };
  const now = clock.ms();
  const current = key.secrets.find(({ status }) => status === "current");
  const live = key.secrets.filter(({ status }) => status !== "ended");
  const range = chartRange(Math.min(...replaced.map(({ rotatedAt }) => rotatedAt)), now, input.zone ?? UTC);
  const starts = bucketStarts(range);
  const store = usageStore();
  // Of every secret but the oldest, which nobody has moved to.
  const callers = live.slice(0, -1).map(({ id, createdAt }) => callersSince(scope, id, Date.parse(createdAt), now));

  const [{ inForce }, hour, day, traffic, ending] = await Promise.all([
    loadPolicy(actor.teamId),
    store.totalsBySecret(scope, namedRange("1h", now)),
    store.totalsBySecret(scope, namedRange("24h", now)),
    Promise.all(live.map(({ id }) => store.series({ ...scope, secretId: id }, range))),
    Promise.all(
      replaced.map((secret) =>
        readEndingSecret(
          key,
          scope,
          secret,
          callers.slice(
            0,
            live.findIndex(({ id }) => id === secret.id),
          ),
          now,
        ),
      ),
    ),
  ]);
  const toLive = ({ id, masked, createdAt, lastUsed }: SecretView): LiveSecret => {
    const points = traffic[live.findIndex((secret) => secret.id === id)]?.points ?? [];
    const exists = (at: number): boolean => nextStart(at, range.step, range.zone) > Date.parse(createdAt);
    return {
      ...{ id, masked, createdAt, lastUsed },
      requests: { hour: hour.get(id)?.requests ?? 0, day: day.get(id)?.requests ?? 0 },
      traffic: starts.map((at, i) => (exists(at) ? (points[i]?.requests ?? 0) : null)),
    };
  };
  const latestEnd = (rotatedAt: number): string =>
    latestGraceEnd({
      rotatedAt: new Date(rotatedAt),
      keyExpiresAt: key.expiresAt === null ? null : new Date(key.expiresAt),
      maximumGraceSeconds: longestGrace(inForce),
    }).toISOString();
  return {
    at: new Date(now).toISOString(),
    starts,
    step: range.step,
    zone: range.zone,
    current: current ? toLive(current) : null,
    ending: replaced.flatMap((secret, i) => {
      const facts = ending[i];
      return facts === undefined ? [] : [{ ...toLive(secret), ...facts, latestEndsAt: latestEnd(secret.rotatedAt) }];
    }),
  };
}
