const PREFIX = "/v1/authorize/";

/**
 * The path and query of a call that a proxy appends to the path it asks, as Envoy does: `/v1/authorize/v1/charges?cursor=abc`.
 * @returns `/v1/charges?cursor=abc`; null when nothing is appended
 */
export const appendedPath = (url: string): string | null =>
  url.startsWith(PREFIX) ? url.slice(PREFIX.length - 1) : null;
