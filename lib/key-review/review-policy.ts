import { atLeast } from "@/lib/auth/role";
import type { DeploymentSettings } from "@/lib/operator/deployment-settings";
import type { ReviewPolicy } from "./findings";

/** What the provider's settings say a key should be like. */
export const reviewPolicy = ({ scopes, maximumLifetimeDays }: DeploymentSettings): ReviewPolicy => ({
  adminScopes: scopes.flatMap(({ name, minimumRole }) => (atLeast(minimumRole, "admin") ? [name] : [])),
  maximumLifetimeDays,
  rotateEveryDays: null,
});
