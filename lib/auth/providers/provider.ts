/** Who may vouch for a person beside their password; each is there when the operator configured it. */
export const PROVIDERS = ["github", "google", "oidc"] as const;
export type ProviderId = (typeof PROVIDERS)[number];

export const isProvider = (id: string | undefined): id is ProviderId => PROVIDERS.some((provider) => provider === id);

/** A provider as it is shown: "GitHub", "Google", or the host of the OpenID Connect issuer. */
export type ProviderView = { id: ProviderId; name: string };

/** What a provider says about somebody, after its answer was checked. */
export type ProviderIdentity = {
  provider: ProviderId;
  /** The provider's own id of the account: the only thing an account is known by. */
  subject: string;
  /** What the account is called there; only shown. */
  account: string;
  name: string;
  /** The address that the provider itself has verified; null when there is none. */
  verifiedEmail: string | null;
};
