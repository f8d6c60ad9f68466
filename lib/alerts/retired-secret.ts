import type { Finding } from "./finding";

/** A secret of the key; `endsAt` null: the current one. `refused`: how often it was refused as ended, in the hour. */
export type SecretSeen = { secretId: string; masked: string; endsAt: number | null; refused: number };

const LEAST_REQUESTS = 1;

/**
 * Secrets that a rotation has ended and that somebody still presents. The hour in which one ends is let pass: callers that
 * were just being switched over are in it.
 */
export function retiredSecrets(
  hour: { from: number; to: number },
  secrets: readonly SecretSeen[],
): Finding<"retired_secret">[] {
  return secrets.flatMap(({ secretId, masked, endsAt, refused }) => {
    if (endsAt === null || endsAt > hour.from || refused < LEAST_REQUESTS) return [];
    return {
      ...hour,
      // One is as telling as many: the alert shows when it was presented last.
      excess: 1,
      evidence: {
        kind: "retired_secret" as const,
        secretId,
        masked,
        endedAt: new Date(endsAt).toISOString(),
        requests: refused,
        threshold: LEAST_REQUESTS,
      },
    };
  });
}
