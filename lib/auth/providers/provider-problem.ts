/** Why a sign-in with a provider led nowhere; travels as a word in the address of the page that says it. */
export const PROVIDER_PROBLEMS = [
  "account_exists",
  "address_unverified",
  "sign_up_refused",
  "linked_elsewhere",
  "unlinked",
  "link_interrupted",
  "link_replaces",
  "fresh_sign_in_required",
  "too_many_requests",
  "unavailable",
  "internal",
] as const;
export type ProviderProblem = (typeof PROVIDER_PROBLEMS)[number];
