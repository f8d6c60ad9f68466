/** The most that a request's body may hold, wherever it goes. */
export const MAXIMUM_BODY_BYTES = 64 * 1_024;

export const BODY_TOO_LARGE = `The body is larger than ${MAXIMUM_BODY_BYTES / 1_024} KiB. Send less.`;
