import { ZodError } from "zod";
import { DomainError, type FieldErrors, isInfrastructureTrouble } from "./errors";
import { log } from "./log";
import { EnvelopeError } from "./vault/envelope";

/** The first message of each field, keyed by its path (`rateLimit.limit`). */
export function fieldErrorsOf(error: ZodError): FieldErrors {
  // A Map, since a caller may name a field `constructor`, which every object has.
  const fields = new Map<string, string>();
  for (const issue of error.issues) {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : null;
    for (const name of unknown ?? [issue.path.join(".")])
      if (!fields.has(name)) fields.set(name, unknown ? "There is no such field." : issue.message);
  }
  return Object.fromEntries(fields);
}

/**
 * Any thrown thing as the error its caller is told: the one mapping under server actions and the management API. What the
 * domain did not throw on purpose is logged under the request's id and never shown.
 */
export function toRefusal(error: unknown, requestId: string): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof ZodError) {
    const fields = fieldErrorsOf(error);
    const [name, message] = Object.entries(fields)[0] ?? ["", "The input cannot be read."];
    return new DomainError("invalid", name === "" ? message : `${name}: ${message}`, fields);
  }
  if (error instanceof EnvelopeError) {
    log.error({ requestId, trouble: error.trouble }, error.message);
    if (error.trouble === "missing_key") {
      const message = `${error.message} Only the operator can do that; nothing is lost until then.`;
      return new DomainError("unavailable", message, undefined, 60);
    }
    return new DomainError(
      "internal",
      `What is sealed here cannot be opened, whoever asks. Tell the operator, with this id: ${requestId}.`,
    );
  }
  const stack = error instanceof Error ? error.stack : String(error);
  if (isInfrastructureTrouble(error)) {
    log.error({ requestId, stack }, "the database cannot be reached");
    return new DomainError(
      "unavailable",
      "The database cannot be reached right now. Try again in a minute.",
      undefined,
      5,
    );
  }
  log.error({ requestId, stack }, "unexpected failure");
  return new DomainError(
    "internal",
    `This failed on our side. Try again; if it stays, give the operator this id: ${requestId}.`,
  );
}
