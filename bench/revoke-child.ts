import type { Actor } from "@/lib/auth/actor";
import { revokeKey } from "@/lib/keys/revoke-key";

export type RevokeRequest = { actor: Actor; keyId: string };
/** `answeredAt` by the machine's clock, in ms with a fraction. */
export type RevokeReply = { keyId: string; answeredAt: number; error?: string };

/** Revokes in a process of its own, as the dashboard is one: in the measuring process each would wait behind the load. */
process.on("message", async ({ actor, keyId }: RevokeRequest) => {
  const error = await revokeKey(actor, { keyId, reason: "" }).then(
    () => undefined,
    (reason: unknown) => String(reason),
  );
  const reply: RevokeReply = { keyId, answeredAt: performance.timeOrigin + performance.now(), error };
  process.send?.(reply);
});
process.on("disconnect", () => process.exit());
