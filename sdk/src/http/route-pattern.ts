/** A framework's pattern as the usage page has it, the same whichever framework serves it: `/v1/charges/:id` is `/v1/charges/{id}`. */
export const routePattern = (pattern: unknown): string | undefined =>
  typeof pattern === "string" ? pattern.replace(/:(\w+)(?:\{[^{}]*\}|\([^()]*\))?\??/g, "{$1}") || "/" : undefined;
