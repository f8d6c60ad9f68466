import { GROUP_OF, type NoticeGroup, type NoticeKind } from "./notice-kind";

const OF_KIND: Partial<Record<NoticeKind, string>> = {
  "key.expiring": "keys expire soon",
  "key.expired": "keys have expired",
  "rotation.due": "keys are to be rotated",
  "rotation.overdue": "keys are overdue for rotation",
  "secret.leaked": "secrets have leaked",
};
const OF_GROUP: Record<NoticeGroup, string> = {
  expiry: "keys expire soon or have expired",
  rotation: "keys are to be rotated",
  grace: "old secrets are still in use",
  alerts: "alerts about keys",
  webhooks: "webhook endpoints were disabled",
};

const only = <T>(all: readonly T[]): T | undefined => (new Set(all).size === 1 ? all[0] : undefined);

/** Several notices in one line: "3 keys expire soon". */
export function severalTitle(kinds: readonly NoticeKind[]): string {
  const kind = only(kinds);
  const group = only(kinds.map((one) => GROUP_OF[one]));
  const what = (kind && OF_KIND[kind]) ?? (group && OF_GROUP[group]) ?? "notices about keys";
  return `${kinds.length} ${what}`;
}
