import { z } from "zod";
import { emailSchema } from "@/lib/auth/schema";
import type { ProviderIdentity } from "./provider";

// What each provider says about somebody, as one shape. Pure; the answers come from outside and are read as such.

const text = (value: unknown): string =>
  typeof value === "string" ? value.replace(/[\p{Cc}\p{Cs}]/gu, "").trim() : "";
const short = (value: string, maximum: number): string => [...value].slice(0, maximum).join("");

/** Only an address that could have signed up here, and that the provider itself vouches for. */
function addressIf(verified: boolean, email: unknown): string | null {
  const parsed = verified ? emailSchema.safeParse(email) : null;
  return parsed?.success ? parsed.data : null;
}

const subjectSchema = z.string().min(1).max(255);

function identity(
  provider: ProviderIdentity["provider"],
  subject: unknown,
  names: unknown[],
  account: unknown,
  verifiedEmail: string | null,
): ProviderIdentity {
  const name = names.map(text).find((given) => given !== "") ?? verifiedEmail?.split("@")[0] ?? "New member";
  return {
    provider,
    subject: subjectSchema.parse(subject),
    account: short(text(account) || verifiedEmail || name, 254),
    name: short(name, 100),
    verifiedEmail,
  };
}

const githubEmails = z.array(z.looseObject({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * @param user the answer of `/user`; its own `email` is only what the person shows, verified or not
 * @param emails the answer of `/user/emails`
 */
export function githubIdentity(user: Record<string, unknown>, emails: unknown): ProviderIdentity {
  const parsed = githubEmails.safeParse(emails);
  const primary = parsed.success ? parsed.data.find((one) => one.primary) : undefined;
  const id = typeof user.id === "number" && Number.isSafeInteger(user.id) ? String(user.id) : undefined;
  return identity(
    "github",
    id,
    [user.name, user.login],
    user.login,
    addressIf(primary?.verified === true, primary?.email),
  );
}

/** @param claims of the ID token, and of userinfo where the token leaves them out; `email_verified` counts only as a boolean */
export function openIdIdentity(provider: "google" | "oidc", claims: Record<string, unknown>): ProviderIdentity {
  const email = addressIf(claims.email_verified === true, claims.email);
  return identity(
    provider,
    claims.sub,
    [claims.name, claims.preferred_username],
    email ?? claims.preferred_username,
    email,
  );
}
