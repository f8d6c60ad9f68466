import { atLeast } from "@/lib/auth/role";
import type { DeploymentSettings } from "@/lib/operator/deployment-settings";
import type { PolicyInForce } from "@/lib/policies/policy";
import type { ReviewPolicy } from "./findings";

/** What provider and team say a key should be like. */
export const reviewPolicy = (
  { scopes }: Pick<DeploymentSettings, "scopes">,
  { maximumLifetimeDays, defaultExpiryDays, rotateEveryDays, liveAllowList }: PolicyInForce,
): ReviewPolicy => ({
  adminScopes: scopes.flatMap(({ name, minimumRole }) => (atLeast(minimumRole, "admin") ? [name] : [])),
  maximumLifetimeDays,
  defaultExpiryDays,
  rotateEveryDays,
  liveAllowList,
});
