import type { RefusalFacts } from "./refusal";

/** What was compared: a text, or a moment (ISO 8601). */
export type Seen = { name: string; text: string } | { name: string; at: string };

/** Where the next step is taken: the key's page with a dialog open, the page alone, or where keys are created. */
export type NextStep = { label: string; where: "edit" | "rotate" | "key" | "keys" };

/** Why a call was refused: the check, what it saw, what to change. `next` null: nothing to open. */
export type Explanation = { check: string; why: string; seen: Seen[]; change: string; next: NextStep | null };

const list = (texts: readonly string[], count = texts.length): string =>
  texts.length === 0 ? "none" : `${texts.join(", ")}${count > texts.length ? ` and ${count - texts.length} more` : ""}`;
const called = (count: number, one: string): string => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;

const EDIT: NextStep = { label: "Edit key", where: "edit" };

/** In words for the developer who holds the refused call. Pure; one case for each code a gateway refuses with. */
export function explanationOf(facts: RefusalFacts): Explanation {
  switch (facts.code) {
    case "MALFORMED":
      return {
        check: "Form and checksum",
        why: "What was presented is no API key: its form or its checksum is wrong.",
        seen: [],
        change:
          "Compare the configured key with the one that was handed out: a part is missing, or a character changed.",
        next: null,
      };
    case "NOT_FOUND":
      return {
        check: "Known key",
        why: "What was presented has the form of an API key, and no key here has this secret.",
        seen: [],
        change: "Check that the key belongs to this deployment. A secret that was never stored here cannot be found.",
        next: null,
      };
    case "THROTTLED":
      return {
        check: "Failed attempts of the address",
        why: "The address presented too many unknown keys, so this one was not looked up.",
        seen: [{ name: "Try again after", text: called(facts.retryAfterSeconds, "second") }],
        change: "Find what calls from this address with a wrong key. It may try again after Retry-After.",
        next: null,
      };
    case "ENVIRONMENT_MISMATCH":
      return {
        check: "Environment",
        why: `A ${facts.is} key was presented where a ${facts.asked} key is asked for.`,
        seen: [
          { name: "Asked for", text: facts.asked },
          { name: "The key’s", text: facts.is },
        ],
        change: `Call with a ${facts.asked} key. Keys never change their environment.`,
        next: { label: "Open keys", where: "keys" },
      };
    case "REVOKED":
      return facts.what === "key"
        ? {
            check: "Revoked",
            why: "The key was revoked, which is for good.",
            seen: [{ name: "Revoked", at: facts.since }],
            change: "Create another key, and put it where this one is configured.",
            next: { label: "Open key", where: "key" },
          }
        : {
            check: "Secret ended",
            why: "The key was rotated, and the secret that was presented has ended.",
            seen: [{ name: "Ended", at: facts.since }],
            change: "Put the key’s current secret where the old one is configured. If nobody has it, rotate again.",
            next: { label: "Rotate key", where: "rotate" },
          };
    case "EXPIRED":
      return {
        check: "Expiry",
        why: "The key had ended: it expired, or its rotation was overdue.",
        seen: [{ name: "Ended", at: facts.since }],
        change: "Give the key a later expiry, or rotate it where its rotation is overdue.",
        next: { label: "Open key", where: "key" },
      };
    case "DISABLED":
      return {
        check: "Disabled",
        why: "The key is disabled, which can be undone.",
        seen: [{ name: "Disabled", at: facts.since }],
        change: "Enable the key once you know why it was stopped.",
        next: { label: "Open key", where: "key" },
      };
    case "IP_FORBIDDEN":
      return {
        check: "Address",
        why:
          facts.ip === null
            ? "The key has an allow list, and the question named no address to hold against it."
            : "The address is not on the key’s allow list.",
        seen: [
          { name: "Address", text: facts.ip ?? "not told" },
          { name: "Allowed", text: list(facts.allowed, facts.allowedCount) },
        ],
        change:
          facts.ip === null
            ? "Have the service tell the client’s address: `ip` of the question, or X-Forwarded-For of a trusted proxy."
            : "Add the address to the allow list if the caller is yours. If it is not, the key may have leaked: rotate it.",
        next: EDIT,
      };
    case "INSUFFICIENT_SCOPE":
      return {
        check: "Scope",
        why: `The key lacks ${facts.missing.length === 1 ? "a scope" : "scopes"} that the call needs.`,
        seen: [
          { name: "Missing", text: list(facts.missing) },
          { name: "Asked for", text: list(facts.asked) },
          { name: "Granted", text: list(facts.granted) },
        ],
        change: "Grant what is missing if this caller needs it, or call with a key that has it.",
        next: EDIT,
      };
    case "RATE_LIMITED": {
      const isTeams = facts.account === "team";
      const spread = "Wait for Retry-After and spread the calls.";
      const raise = isTeams ? "Ask the provider for a higher limit" : "Raise the limit";
      return {
        check: "Rate limit",
        why: isTeams
          ? "The limit that the provider set for all keys of the team together was used up."
          : "The key’s rate limit was used up.",
        seen: [
          { name: "Limit", text: `${called(facts.limit, "call")} in ${called(facts.windowSeconds, "second")}` },
          { name: "Left", text: called(facts.remaining, "call") },
          { name: "This call’s cost", text: facts.cost.toLocaleString("en") },
          { name: "Room again", at: facts.resetAt },
        ],
        change:
          facts.cost > facts.limit
            ? `The call costs more than the whole limit, so it never fits. ${raise}, or ask with a lower cost.`
            : `${spread} ${raise} if ${isTeams ? "the team needs" : "the caller needs"} more.`,
        next: isTeams ? null : EDIT,
      };
    }
  }
}
