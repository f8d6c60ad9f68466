/** The most that a request's body may hold. */
export const MAXIMUM_BODY_BYTES = 64 * 1_024;
/** The same of an import: 1,000 keys do not fit in that. */
export const MAXIMUM_IMPORT_BYTES = 1_024 * 1_024;
const IMPORT = "/api/v1/keys/import";

/** @param target of the request, with or without its query */
export const maximumBodyBytes = (target: string): number =>
  target.split("?", 1)[0] === IMPORT ? MAXIMUM_IMPORT_BYTES : MAXIMUM_BODY_BYTES;

export const bodyTooLarge = (target: string): string =>
  `The body is larger than ${maximumBodyBytes(target) / 1_024} KiB. Send less.`;
