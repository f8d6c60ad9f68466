/**
 * Headers by which the dashboard's server (server/dashboard) tells pages, actions and routes what only it knows. It removes
 * whatever a client sent under this prefix, so they cannot be forged.
 */
export const FRONT_PREFIX = "x-latchkey-";
/** The connection's own address. */
export const PEER_HEADER = `${FRONT_PREFIX}peer`;
/** Path and query asked for. */
export const PATH_HEADER = `${FRONT_PREFIX}path`;
/** What the page's own scripts and styles carry. */
export const NONCE_HEADER = `${FRONT_PREFIX}nonce`;
