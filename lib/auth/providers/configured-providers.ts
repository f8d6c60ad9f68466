import { env } from "@/lib/env";
import type { ProviderView } from "./provider";

/** The providers this deployment can sign in with, in the order their buttons stand in. */
export function configuredProviders(): ProviderView[] {
  const { GITHUB_ID, GOOGLE_ID, OIDC_ISSUER } = env();
  return [
    ...(GITHUB_ID ? [{ id: "github" as const, name: "GitHub" }] : []),
    ...(GOOGLE_ID ? [{ id: "google" as const, name: "Google" }] : []),
    // Nobody named it; its host is what people see in the address bar when they sign in there.
    ...(OIDC_ISSUER ? [{ id: "oidc" as const, name: new URL(OIDC_ISSUER).host }] : []),
  ];
}

/** What a provider is called here, also one that is configured no longer. */
export const providerName = (id: string): string =>
  configuredProviders().find((provider) => provider.id === id)?.name ??
  { github: "GitHub", google: "Google" }[id] ??
  "single sign-on";
