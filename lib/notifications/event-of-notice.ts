import { alertSentence } from "@/lib/alerts/alert-sentence";
import { countryNamesOf } from "@/lib/alerts/country-names";
import type { NoticeFacts } from "./facts";

/** That an endpoint was disabled is told to people alone. */
type Told = Exclude<NoticeFacts, { kind: "webhook.disabled" }>;

/** What a webhook says of a notice, beside the team and the key: shown ids, ISO 8601. */
export function eventOfNotice(facts: Told): Record<string, unknown> {
  switch (facts.kind) {
    case "key.expiring":
      return { expiresAt: facts.deadline, days: facts.days };
    case "key.expired":
      return { expiresAt: facts.deadline };
    case "rotation.due":
      return { rotateBy: facts.deadline, days: facts.days, enforced: facts.enforced };
    case "rotation.overdue":
      return { rotateBy: facts.deadline, enforced: facts.enforced };
    case "grace.half_over":
    case "grace.nearly_over":
      return { secret: { id: facts.secretId, endsAt: facts.endsAt, lastUsedAt: facts.lastUsedAt } };
    case "alert.opened": {
      const { alertId, evidence, window } = facts;
      const told = { from: Date.parse(window.from), to: Date.parse(window.to), zone: "UTC" };
      const sentence = alertSentence(evidence, told, countryNamesOf(evidence));
      return { alert: alertId, kind: evidence.kind, sentence, ...window };
    }
    case "secret.leaked": {
      const { secretId, masked, reporter, source, url, reportedAt, response } = facts.evidence;
      const seen = { reportedBy: reporter.kind, source: source || null, url: url || null, reportedAt };
      return { alert: facts.alertId, secret: { id: secretId, masked }, ...seen, response };
    }
  }
}
