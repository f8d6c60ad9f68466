import { DomainError } from "@/lib/errors";

/** The key came with another call before. Over HTTP: 422. */
export class KeyReused extends DomainError {
  constructor() {
    super(
      "invalid",
      "This Idempotency-Key came with another request in the last 24 hours. Send the same request again, or take a new key.",
    );
  }
}

/** Another attempt has not ended yet; nobody knows whether it makes what is asked for. */
export const stillRunning = (): DomainError =>
  new DomainError(
    "conflict",
    "The first request with this Idempotency-Key is still running. Send it again in a second.",
    undefined,
    1,
  );
