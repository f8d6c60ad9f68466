import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";

const underWay = new Set<Promise<void>>();

/**
 * Lets `work` (looking somebody up, sending them a mail) go on after the answer: whether an address is known must not show in how
 * long the answer takes. Its failure is logged, without addresses.
 */
export function sendInBackground(work: () => Promise<void>): void {
  const run = work()
    .catch((error: unknown) => {
      // sendMail has said why; anything else is new.
      if (!(error instanceof DomainError)) log.error({ reason: reasonOf(error) }, "a mail was not sent");
    })
    .finally(() => underWay.delete(run));
  underWay.add(run);
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? String((error as { code?: unknown }).code ?? error.name) : "unknown";

/** Resolves once what is under way now has been sent or has failed. */
export const mailsUnderWay = async (): Promise<void> => {
  await Promise.all(underWay);
};
