/** What a route demands of a key, and how to read a call. `R` is the framework's request or context. */
export type Demand<R> = {
  /** All of these scopes. */
  scopes?: readonly string[] | ((request: R) => readonly string[]);
  environment?: "live" | "test";
  /** What a call costs of the key's limit; 1 when it is left out. */
  cost?: number | ((request: R) => number);
  /** The caller's address, where the framework does not know it or knows a proxy's. */
  ip?: (request: R) => string | null | undefined;
  /** The route's pattern on the usage page, where the framework's own is not it. */
  route?: string | ((request: R) => string | undefined);
};

/** A demand's member for this very call. */
export const forCall = <R, T>(value: T | ((request: R) => T), request: R): T =>
  typeof value === "function" ? (value as (request: R) => T)(request) : value;
