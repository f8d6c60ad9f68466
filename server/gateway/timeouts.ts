/** How long a client may take, in milliseconds; the first four are node:http's own options. */
export const TIMEOUTS = {
  /** Longer than the idle time of usual load balancers, so that it is never us who closes under their next request. */
  keepAliveTimeout: 75_000,
  /** From the connection, or from a request's first byte, to the end of its header. */
  headersTimeout: 10_000,
  /** … and to the end of its body. */
  requestTimeout: 20_000,
  /** So much later at most. */
  connectionsCheckingInterval: 2_000,
  /** From the first answer that the client's side takes no more of. */
  unreadAnswersTimeout: 20_000,
};

export type Timeouts = typeof TIMEOUTS;
