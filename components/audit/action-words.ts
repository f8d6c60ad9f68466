import type { AuditAction } from "@/lib/audit/record-event";

/**
 * What was done, as it follows a name. `link`: how the name of what it was done to is joined to it; null where it says enough
 * without. `own`: the same of somebody who did it to themselves.
 */
export type ActionWords = { did: string; link: "" | "of" | "about" | "to" | ":" | null; own?: string };

const KNOWN: Record<AuditAction, ActionWords> = {
  "key.create": { did: "created the key", link: "" },
  "key.import": { did: "imported keys", link: null },
  "key.edit": { did: "edited the key", link: "" },
  "key.rotate": { did: "rotated the key", link: "" },
  "key.reveal": { did: "revealed a secret", link: "of" },
  "key.revoke": { did: "revoked the key", link: "" },
  "key.disable": { did: "disabled the key", link: "" },
  "key.enable": { did: "enabled the key", link: "" },
  "secret.end": { did: "ended a secret", link: "of" },
  "secret.extend": { did: "moved the end of a secret", link: "of" },
  "secret.forget": { did: "forgot sealed secrets", link: null },
  "secret.leak_reported": { did: "reported a leaked secret", link: "of" },
  "team.create": { did: "created the team", link: "" },
  "team.rename": { did: "renamed the team", link: "to" },
  "team.transfer": { did: "transferred the ownership", link: "to" },
  "team.edit_limit": { did: "changed the rate limit of the team", link: "" },
  "member.join": { did: "joined the team", link: null },
  "member.change_role": { did: "changed the role", link: "of", own: "changed their own role" },
  "member.remove": { did: "removed the member", link: "" },
  "member.leave": { did: "left the team", link: null },
  "invitation.create": { did: "invited", link: "" },
  "invitation.withdraw": { did: "withdrew the invitation", link: "of" },
  "access_token.create": { did: "created the access token", link: "" },
  "access_token.revoke": { did: "revoked the access token", link: "" },
  "account.password": { did: "changed a member's password", link: null, own: "changed their password" },
  "account.email": { did: "changed a member's address", link: null, own: "changed their address" },
  "account.link": { did: "linked a sign-in provider to a member", link: null, own: "linked a sign-in provider" },
  "account.unlink": { did: "unlinked a member's sign-in provider", link: null, own: "unlinked a sign-in provider" },
  "account.second_factor_on": {
    did: "turned a member's second factor on",
    link: null,
    own: "turned on a second factor",
  },
  "account.second_factor_off": {
    did: "turned a member's second factor off",
    link: null,
    own: "turned off the second factor",
  },
  "account.recovery_codes": {
    did: "changed a member's recovery codes",
    link: null,
    own: "used or replaced recovery codes",
  },
  "product.rename": { did: "renamed the product", link: "" },
  "product.change_prefix": { did: "changed the key prefix", link: "" },
  "logo.replace": { did: "replaced the logo", link: "" },
  "logo.remove": { did: "removed the logo", link: "" },
  "scope.add": { did: "added the scope", link: "" },
  "scope.edit": { did: "edited the scope", link: "" },
  "scope.retire": { did: "retired the scope", link: "" },
  "scope.restore": { did: "restored the scope", link: "" },
  "scope.remove": { did: "removed the scope", link: "" },
  "limits.edit": { did: "changed defaults and maxima", link: "" },
  "policy.edit": { did: "changed the policy", link: null },
  "storage.switch": { did: "switched the storage mode", link: "" },
  "sign_up.edit": { did: "changed who may sign up", link: "" },
  "leak_response.edit": { did: "changed what follows a leak report", link: "" },
  "service_token.create": { did: "created the service token", link: "" },
  "service_token.revoke": { did: "revoked the service token", link: "" },
  "alert.acknowledge": { did: "acknowledged an alert", link: "about" },
  "alert.mute": { did: "muted alerts", link: "about" },
  "alert.unmute": { did: "unmuted alerts", link: "about" },
  "webhook.create": { did: "created the webhook", link: "" },
  "webhook.edit": { did: "edited the webhook", link: "" },
  "webhook.remove": { did: "removed the webhook", link: "" },
  "webhook.disable": { did: "disabled the webhook", link: "" },
  "webhook.enable": { did: "enabled the webhook", link: "" },
  "webhook.rotate_secret": { did: "rotated the signing secret", link: "of" },
  "webhook.test": { did: "sent a test event", link: "to" },
  "webhook.redeliver": { did: "delivered an event again", link: "to" },
};

/** Acts whose past is not their own name with "ed" or "d" behind it. */
const PAST: Record<string, string> = {
  begin: "began",
  cancel: "cancelled",
  give: "gave",
  leave: "left",
  put: "put",
  read: "read",
  resend: "resent",
  reset: "reset",
  run: "ran",
  send: "sent",
  set: "set",
  stop: "stopped",
  submit: "submitted",
  take: "took",
  transfer: "transferred",
  withdraw: "withdrew",
};
// Words that are an act wherever they stand; anything else is what the act is about.
const ACTS = new Set([
  ...Object.keys(PAST),
  ..."accept add cancel change confirm create decline delete demote disable edit enable end export import invite link".split(
    " ",
  ),
  ..."promote remove rename replace request reveal revoke rotate sign unlink update use verify".split(" "),
]);

const past = (act: string): string =>
  PAST[act] ?? (act.endsWith("e") ? `${act}d` : `${act.replace(/([^aeiou])y$/, "$1i")}ed`);
const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
const spaced = (name: string): string => name.replaceAll(/[_-]+/g, " ").trim();

/**
 * An action in words. Those that nobody wrote words for follow a rule: "member.role_change" → "changed the role of a member",
 * "webhook.delete" → "deleted a webhook"; what does not read as an act stays as it is called.
 */
export function actionWords(action: string): ActionWords {
  const known = Object.hasOwn(KNOWN, action) ? KNOWN[action as AuditAction] : undefined;
  if (known !== undefined) return known;
  const [thing = "", ...rest] = action.split(".");
  const words = spaced(rest.join(" ")).split(" ");
  const noun = spaced(thing);
  const [first = "", last = ""] = [words[0], words.at(-1)];
  if (noun === "" || first === "") return { did: `did ${spaced(action) || "something"}`, link: ":" };
  const act = ACTS.has(last) ? last : ACTS.has(first) || words.length === 1 ? first : null;
  if (act === null) return { did: `${noun}: ${words.join(" ")}`, link: ":" };
  const about = (act === last ? words.slice(0, -1) : words.slice(1)).join(" ");
  return { did: `${past(act)} ${about === "" ? article(noun) : `the ${about} of ${article(noun)}`}`, link: ":" };
}

/** The same for a list to choose from: "Revoked the key", "Changed the role of a member". */
export function actionTitle(action: string): string {
  const { did } = actionWords(action);
  return did.charAt(0).toUpperCase() + did.slice(1);
}
