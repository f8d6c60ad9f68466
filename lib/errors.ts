export type ErrorCode =
  | "invalid"
  | "unauthenticated"
  | "fresh_sign_in_required"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_many_requests"
  | "unavailable"
  | "internal";

export type FieldErrors = Record<string, string>;

/** The one error the domain throws on purpose. `message` is shown to people: what stopped, why, the next step. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly fieldErrors?: FieldErrors,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** A foreign id answers exactly as an unknown one, so there is one way to say it. */
export const notFound = (what: string): DomainError =>
  new DomainError("not_found", `No such ${what} in this team. Check the id, or open the list to find it.`);

const UNREACHABLE_SYSTEM_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
]);
// PostgreSQL: connection exceptions (08), insufficient resources (53), operator intervention (57P).
const UNREACHABLE_SQLSTATE = /^(08|53|57P)/;
// Prisma: cannot reach, timed out, too many connections, pool exhausted, transaction could not start.
const UNREACHABLE_PRISMA_CODES = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028", "P2037"]);

type Chained = {
  code?: unknown;
  kind?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: { driverAdapterError?: unknown };
};

const UNREACHABLE_KINDS = new Set<unknown>(["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout"]);
const UNREACHABLE_MESSAGE =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error/;

const isUnreachableCode = (code: unknown): boolean =>
  typeof code === "string" &&
  (UNREACHABLE_SYSTEM_CODES.has(code) ||
    UNREACHABLE_PRISMA_CODES.has(code) ||
    (code.length === 5 && UNREACHABLE_SQLSTATE.test(code)));

/** True when PostgreSQL or the network to it is at fault: such trouble is a 503, never blamed on the caller. */
export function isInfrastructureTrouble(error: unknown): boolean {
  let at: unknown = error;
  for (let depth = 0; typeof at === "object" && at !== null && depth < 5; depth++) {
    const { code, kind, message, cause, meta }: Chained = at;
    if (isUnreachableCode(code) || UNREACHABLE_KINDS.has(kind) || UNREACHABLE_MESSAGE.test(String(message)))
      return true;
    // Prisma's own code says only that the driver failed; the driver's error says why.
    at = cause ?? meta?.driverAdapterError;
  }
  return false;
}
