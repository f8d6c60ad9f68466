import type { Actor } from "@/lib/auth/actor";
import type { Alongside } from "@/lib/db/prisma";
import { type Answer, claim } from "./claim";
import { finish } from "./finish";
import { release } from "./release";

type Call<T> = {
  /** As `readKey` gave it. */
  key: string;
  fingerprint: Uint8Array;
  /** What is kept of the first answer: no plaintext secret. */
  kept: (made: T) => Answer;
};

/**
 * Runs a call that has a name once: at the second time the first answer is told. The answer is kept in the transaction that makes
 * the thing, so that no crash can part them. A refused call made nothing, is forgotten, and runs again.
 * @param run hands `alongside` to the domain function that makes the thing
 * @throws DomainError conflict while the first attempt runs; KeyReused; whatever `run` throws
 */
export async function runOnce<T>(
  actor: Pick<Actor, "teamId" | "id">,
  { key, fingerprint, kept }: Call<T>,
  run: (alongside: Alongside<T>) => Promise<T>,
): Promise<{ made: T } | { replayed: Answer }> {
  const claimed = await claim(actor, key, fingerprint);
  if ("body" in claimed) return { replayed: claimed };
  try {
    return { made: await run((tx, made) => finish(tx, claimed, kept(made))) };
  } catch (error) {
    // Where the database is away this fails, too, and the lease's end does the same.
    await release(claimed).catch(() => {});
    throw error;
  }
}
