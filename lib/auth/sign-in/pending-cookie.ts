import "server-only";
import { cookies } from "next/headers";
import { PENDING_MS } from "@/lib/auth/second-factor/pending-sign-in";
import { env } from "@/lib/env";

const isSecure = (): boolean => env().NEXTAUTH_URL.startsWith("https:");
const name = (): string => (isSecure() ? "__Host-latchkey.second-step" : "latchkey.second-step");
const attributes = () => ({ httpOnly: true, secure: isSecure(), sameSite: "lax" as const, path: "/" });

/** Between the two steps of a sign-in the browser keeps the proof of the first, out of reach of scripts. */
export async function keepPendingProof(proof: string): Promise<void> {
  (await cookies()).set(name(), proof, { ...attributes(), maxAge: PENDING_MS / 1_000 });
}

export const pendingProof = async (): Promise<string | null> => (await cookies()).get(name())?.value ?? null;

export async function dropPendingProof(): Promise<void> {
  (await cookies()).set(name(), "", { ...attributes(), maxAge: 0 });
}
