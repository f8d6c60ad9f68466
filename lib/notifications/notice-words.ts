import { alertSentence } from "@/lib/alerts/alert-sentence";
import type { LeakEvidence } from "@/lib/alerts/finding";
import type { NoticeFacts } from "./facts";
import { momentText, spanText } from "./moment-text";

// Pure: mails, the inbox and the banner say the same.

/** What is told, and of what. */
export type Told = { facts: NoticeFacts; keyLabel: string | null };

const ahead = (iso: string, now: number): number => Date.parse(iso) - now;

const LEAKED: Record<LeakEvidence["response"], (key: string) => string> = {
  alert: (key) => `A secret of ${key} was reported as leaked`,
  end_secret: (key) => `A leaked secret of ${key} was ended`,
  revoke_key: (key) => `${key} was revoked, since it leaked`,
};

/**
 * What it is about in one line, as of `now` (milliseconds: of a mail when it is sent, of a notice in the inbox when it was made):
 * “Billing worker” expires in 7 days.
 */
export function noticeTitle({ facts, keyLabel }: Told, now: number): string {
  const key = `“${keyLabel ?? "a key"}”`;
  switch (facts.kind) {
    case "key.expiring":
      return `${key} expires in ${spanText(ahead(facts.deadline, now))}`;
    case "key.expired":
      return `${key} has expired`;
    case "rotation.due":
      return `${key} is to be rotated within ${spanText(ahead(facts.deadline, now))}`;
    case "rotation.overdue":
      return facts.enforced ? `${key} is refused until it is rotated` : `${key} is overdue for rotation`;
    case "grace.half_over":
      return `The old secret of ${key} is still in use`;
    case "grace.nearly_over":
      return `The old secret of ${key} ends in ${spanText(ahead(facts.endsAt, now))} and is still in use`;
    case "alert.opened":
      return `Unusual activity of ${key}`;
    case "secret.leaked":
      return LEAKED[facts.evidence.response](key);
    case "webhook.disabled":
      return `Events are no longer sent to ${facts.url}`;
  }
}

/**
 * What that means and what to do about it.
 * @param zone an IANA name, in which moments are told
 * @param countryNames of an alert's countries, by code
 */
export function noticeDetail(facts: NoticeFacts, zone: string, countryNames: Record<string, string> = {}): string {
  const when = (iso: string): string => momentText(iso, zone);
  switch (facts.kind) {
    case "key.expiring":
      return `It expires on ${when(facts.deadline)}; from then on every call with it is refused. Give it a later expiry, or move its callers to another key.`;
    case "key.expired":
      return `It expired on ${when(facts.deadline)}, and every call with it is refused. A later expiry makes it work again.`;
    case "rotation.due":
      return facts.enforced
        ? `The rotation policy asks for a new secret by ${when(facts.deadline)}; from then on the key is refused until it is rotated.`
        : `The rotation policy asks for a new secret by ${when(facts.deadline)}. The key goes on working after that.`;
    case "rotation.overdue":
      return facts.enforced
        ? `The rotation policy asked for a new secret by ${when(facts.deadline)}. Every call with the key is refused until it is rotated.`
        : `The rotation policy asked for a new secret by ${when(facts.deadline)}. The key goes on working.`;
    case "grace.half_over":
    case "grace.nearly_over":
      return `Somebody called with ${facts.masked} on ${when(facts.lastUsedAt)}. It ends on ${when(facts.endsAt)}, and their calls are refused from then on. Move them to the new secret, or extend the grace.`;
    case "alert.opened": {
      const window = { from: Date.parse(facts.window.from), to: Date.parse(facts.window.to), zone };
      return alertSentence(facts.evidence, window, countryNames);
    }
    case "secret.leaked": {
      const at = Date.parse(facts.evidence.reportedAt);
      return alertSentence(facts.evidence, { from: at, to: at, zone });
    }
    case "webhook.disabled":
      return facts.reason === "gone"
        ? `It answered 410 Gone, so that it was disabled on ${when(facts.disabledAt)}. If it is there again, enable the endpoint.`
        : `Nothing could be delivered there for days, so that it was disabled on ${when(facts.disabledAt)}. Mend the receiver, then enable the endpoint.`;
  }
}
