import { DomainError } from "@/lib/errors";
import type { Policy } from "./policy";
import { daysInWords, span } from "./policy-words";

type Upper = "maximumLifetimeDays" | "rotateEveryDays" | "longestGraceSeconds";

const WORDS: Record<Upper, (most: number) => string> = {
  maximumLifetimeDays: (most) => `The provider lets keys live at most ${daysInWords(most)}. Choose that or fewer,`,
  rotateEveryDays: (most) => `The provider asks for a new secret every ${daysInWords(most)}. Choose that or fewer,`,
  longestGraceSeconds: (most) => `The provider allows a grace of at most ${span(most)}. Choose that or less,`,
};

/**
 * A team tightens the provider's policy and never loosens it. What it had before and the provider has tightened since may stay:
 * it has no effect.
 * @throws DomainError invalid, with each field at fault
 */
export function refuseLooser(provider: Policy, before: Policy, wanted: Policy): void {
  const errors: Record<string, string> = {};
  for (const limit of Object.keys(WORDS) as Upper[]) {
    const [most, asked] = [provider[limit], wanted[limit]];
    if (most === null || asked === null || asked <= most || asked === before[limit]) continue;
    errors[limit] = `${WORDS[limit](most)} or leave it to the provider.`;
  }
  if (provider.overdueRotation === "end" && wanted.overdueRotation === "warn" && before.overdueRotation !== "warn") {
    errors.overdueRotation = "The provider ends keys that are overdue. Leave it to the provider.";
  }
  const [first] = Object.values(errors);
  if (first !== undefined) throw new DomainError("invalid", first, errors);
}
