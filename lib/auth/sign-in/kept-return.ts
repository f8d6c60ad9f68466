import "server-only";
import { cookies } from "next/headers";
import { safeReturn } from "@/lib/auth/safe-return";
import { env } from "@/lib/env";

/** Where the sign-in under way leads, as next-auth's own cookie remembers it; "/" when it says nothing of this dashboard. */
export async function keptReturn(): Promise<string> {
  // Its name begins with __Secure- or __Host- where the dashboard has TLS.
  const kept = (await cookies()).getAll().find(({ name }) => name.endsWith("next-auth.callback-url"))?.value;
  return safeReturn(kept, env().NEXTAUTH_URL);
}
