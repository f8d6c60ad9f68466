import type { Environment } from "@/lib/keys/environment";
import type { NoticeFacts } from "./facts";

export type NoticeLink = { label: string; path: string };

/** Where a notice is dealt with. `keyId`: the key's shown id. */
export type NoticePlace = { team: string; facts: NoticeFacts; keyId: string | null; environment: Environment | null };

/**
 * The pages on which a notice is dealt with, the first one foremost: of the dashboard, by its path, for whoever is signed in and may.
 * `do` opens the dialog, and does nothing by itself.
 */
export function noticeLinks({ team, facts, keyId, environment }: NoticePlace): NoticeLink[] {
  const inEnvironment = environment === "test" ? "env=test" : "";
  const page = (path: string, act = ""): string => {
    const query = [inEnvironment, act].filter(Boolean).join("&");
    return `/${team}${path}${query && `?${query}`}`;
  };
  const key = `/keys/${keyId}`;
  const rotate = { label: "Rotate key", path: page(key, "do=rotate") };
  const alert = { label: "See the alert", path: page("/alerts", `key=${keyId}`) };
  switch (facts.kind) {
    case "key.expiring":
      return [{ label: "Change its expiry", path: page(key, "do=edit") }, rotate];
    case "key.expired":
      return [{ label: "Change its expiry", path: page(key, "do=edit") }];
    case "rotation.due":
    case "rotation.overdue":
      return [rotate];
    case "grace.half_over":
    case "grace.nearly_over":
      return [{ label: "See who calls with it", path: page(key) }];
    case "alert.opened":
      return [alert];
    case "secret.leaked":
      return facts.evidence.response === "revoke_key" ? [alert] : [rotate, alert];
    case "webhook.disabled":
      return [{ label: "See its deliveries", path: page(`/settings/webhooks/${facts.endpointId}`) }];
  }
}

/** Where a member chooses what they are told of. */
export const preferencesPath = (team: string): string => `/${team}/settings/notifications`;
