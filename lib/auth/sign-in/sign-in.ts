import { signInSchema } from "@/lib/auth/schema";
import { type BegunSignIn, beginSignIn } from "./begin-sign-in";
import { checkPassword } from "./check-password";

/**
 * Signs in by address and password: a session, or the second step that comes before it.
 * @returns null when they do not match
 * @throws DomainError too_many_requests
 */
export async function signIn(
  credentials: { email: string; password: string },
  from: { ip: string | null; userAgent: string | null },
): Promise<(BegunSignIn & { userId: string }) | null> {
  const parsed = signInSchema.safeParse(credentials);
  if (!parsed.success) return null;
  const user = await checkPassword(parsed.data, from);
  if (user === null) return null;
  const begun = await beginSignIn({ userId: user.id, method: "password", passwordHash: user.passwordHash }, from);
  return begun && { ...begun, userId: user.id };
}
