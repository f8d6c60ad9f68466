import type { Policy } from "@/lib/policies/policy";
import { daysInWords, span } from "@/lib/policies/policy-words";

export type Described = Exclude<keyof Policy, "overdueRotation">;

const MEANING: Record<Described, string> = {
  maximumLifetimeDays: "From a key's creation to the latest expiry it may have.",
  defaultExpiryDays: "Chosen for a key that is created without a word about its expiry.",
  rotateEveryDays: "How old the secret of a key may become before it is to be rotated.",
  longestGraceSeconds: "How long a replaced secret may go on working after a rotation.",
  liveAllowList: "Live keys are made only with one, and keep one. Keys without go on working; Key review shows them.",
};
const NOTHING: Record<Described, string> = {
  maximumLifetimeDays: "Empty: keys may live for ever.",
  defaultExpiryDays: "Empty: the person chooses.",
  rotateEveryDays: "Empty: nobody has to rotate.",
  longestGraceSeconds: "",
  liveAllowList: "",
};

/** What the provider has of this limit, as a team is told beside its own; null: nothing. */
function providers(limit: Described, provider: Policy): string | null {
  const value = provider[limit];
  if (value === null || value === false) return null;
  switch (limit) {
    case "maximumLifetimeDays":
      return `The provider allows at most ${daysInWords(Number(value))}; a team can only allow fewer.`;
    case "defaultExpiryDays":
      return `The provider's is ${daysInWords(Number(value))}.`;
    case "rotateEveryDays":
      return `The provider asks for one every ${daysInWords(Number(value))}; a team can only ask for it more often.`;
    case "longestGraceSeconds":
      return value === 0
        ? "The provider allows none."
        : `The provider allows at most ${span(Number(value))}; a team can only allow less.`;
    case "liveAllowList":
      return "The provider asks for it, so that every team has it.";
  }
}

/** What a field means, and to a team what the provider asks. `provider` undefined: this is the provider's own form. */
export function fieldWords(limit: Described, provider: Policy | undefined): string {
  const theirs =
    provider && (providers(limit, provider) ?? (limit === "liveAllowList" ? "" : "The provider sets none."));
  return [MEANING[limit], theirs ?? NOTHING[limit]].filter(Boolean).join(" ");
}
