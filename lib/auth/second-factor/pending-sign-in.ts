import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { SignInMethod } from "@/lib/auth/sessions/session";
import { clock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { env } from "@/lib/env";

/** Who proved a first factor, and how. */
export type PendingSignIn = { userId: string; method: SignInMethod };

/** How long the code may take. */
export const PENDING_MS = 5 * 60_000;

const payloadSchema = z.strictObject({
  userId: z.uuid(),
  method: z.enum(["password", "github", "google", "oidc"]),
  expires: z.number(),
});

// A key of its own purpose: nothing signed here is a session's cookie, and no cookie of next-auth is one of these.
const key = (): Buffer =>
  Buffer.from(hkdfSync("sha256", env().NEXTAUTH_SECRET, "", "latchkey pending sign-in, second factor due", 32));

/**
 * What must not change in between, or the first factor counts no longer. It is signed and not shown; null for somebody who has
 * no second factor (any more).
 */
async function stateOf(userId: string): Promise<string | null> {
  const user = await prisma().user.findUnique({
    where: { id: userId },
    select: { passwordHash: true, secondFactor: { select: { confirmedAt: true } } },
  });
  const confirmedAt = user?.secondFactor?.confirmedAt;
  return user && confirmedAt ? JSON.stringify([user.passwordHash, confirmedAt.getTime()]) : null;
}

const sign = (payload: string, state: string): Buffer =>
  createHmac("sha256", key())
    .update(JSON.stringify([payload, state]))
    .digest();

/** A proof that the first factor was given, for the browser to keep: five minutes, one person, and good for this step alone. */
export async function sealPendingSignIn({ userId, method }: PendingSignIn): Promise<string> {
  const payload = JSON.stringify({ userId, method, expires: clock.ms() + PENDING_MS });
  const signature = sign(payload, (await stateOf(userId)) ?? "");
  return `${Buffer.from(payload).toString("base64url")}.${signature.toString("base64url")}`;
}

function read(proof: string): { payload: string; pending: z.output<typeof payloadSchema>; signature: Buffer } | null {
  const [body = "", signature = "", ...more] = proof.slice(0, 1_024).split(".");
  const payload = Buffer.from(body, "base64url").toString();
  try {
    const parsed = payloadSchema.safeParse(JSON.parse(payload));
    if (!parsed.success || more.length > 0) return null;
    return { payload, pending: parsed.data, signature: Buffer.from(signature, "base64url") };
  } catch {
    return null;
  }
}

/** Whose sign-in waits for a code, or null for a proof that is none, is too old, or older than the password or the factor. */
export async function openPendingSignIn(proof: string): Promise<PendingSignIn | null> {
  const found = read(proof);
  if (found === null || clock.ms() >= found.pending.expires) return null;
  const { userId, method } = found.pending;
  const state = await stateOf(userId);
  if (state === null) return null;
  const expected = sign(found.payload, state);
  const genuine = found.signature.length === expected.length && timingSafeEqual(found.signature, expected);
  return genuine ? { userId, method } : null;
}
