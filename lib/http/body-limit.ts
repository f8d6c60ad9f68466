const KIB = 1_024;

/** The most that a request's body may hold, wherever it goes. */
export const MAXIMUM_BODY_BYTES = 64 * KIB;

/** GitHub puts as many matches into one report as it likes; one is about 250 bytes. */
export const SECRET_SCANNING_PATH = "/api/secret-scanning/github";
/** 1,000 keys do not fit into the usual limit. */
const IMPORT_PATH = "/api/v1/keys/import";
const MORE: Readonly<Record<string, number>> = {
  [SECRET_SCANNING_PATH]: 1_024 * KIB,
  [IMPORT_PATH]: 1_024 * KIB,
};

/** The same of one path. @param target of the request, with or without a query */
export function mostBodyBytes(target: string): number {
  const path = target.split("?", 1)[0] ?? "";
  return Object.hasOwn(MORE, path) ? (MORE[path] ?? MAXIMUM_BODY_BYTES) : MAXIMUM_BODY_BYTES;
}

export const bodyTooLarge = (most: number): string => `The body is larger than ${most / KIB} KiB. Send less.`;
