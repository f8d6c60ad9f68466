/**
 * What an error is about. `outage`: the gateway cannot be reached. `refused`: it does not take the service token or the
 * question. `reports`: usage reports were not accepted. `lost`: some will never be.
 */
export type TroubleCode = "outage" | "refused" | "reports" | "lost";

/** Trouble with the gateway; what stopped, why, the next step. It never holds the service token or a key. */
export class LatchkeyError extends Error {
  override readonly name = "LatchkeyError";
  constructor(
    readonly code: TroubleCode,
    message: string,
    /** The gateway's status, when it answered. */
    readonly status?: number,
  ) {
    super(message);
  }
}
