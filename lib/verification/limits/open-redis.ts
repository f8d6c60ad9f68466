import { Cluster, Redis } from "ioredis";

const CONNECT_MS = 1_000;
/** A connection that is silent for so long with a question open is given up, and its questions with it. */
const SILENCE_MS = 2_000;
const RETRY_MS = 400;
const RETRY_JITTER_MS = 200;
/** A replica that has become a primary is found at most so late. */
const REFRESH_MS = 3_000;

const retryMs = (): number => RETRY_MS + Math.random() * RETRY_JITTER_MS;

/** Nothing is queued while a connection is away, and nothing sent twice. */
const CONNECTION = {
  connectionName: "latchkey-gateway",
  disableClientInfo: true,
  protocol: 2,
  // Whether it can count is what the breaker asks; INFO would say less and needs one more permission.
  enableReadyCheck: false,
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  connectTimeout: CONNECT_MS,
  disconnectTimeout: 100,
  socketTimeout: SILENCE_MS,
  retryStrategy: retryMs,
  // After a failover the name may already lead to the new primary.
  reconnectOnError: (error: Error) => error.message.startsWith("READONLY"),
} as const;

/**
 * A client that is not connected yet and will reconnect by itself for as long as it lives.
 * @param url redis:// or rediss://, with user, password and database where there are any; several of them, with commas
 * between, are nodes of a Redis Cluster, from which the others are learnt (user and password as in the first)
 */
export function openRedis(url: string): Redis | Cluster {
  const nodes = url.split(/\s*,\s*(?=rediss?:\/\/)/);
  if (nodes.length === 1) return new Redis(url, { ...CONNECTION, lazyConnect: true });
  const { protocol, username, password } = new URL(nodes[0] as string);
  return new Cluster(nodes, {
    lazyConnect: true,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    clusterRetryStrategy: retryMs,
    clusterNodeRetryStrategy: retryMs,
    slotsRefreshInterval: REFRESH_MS,
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    slotsRefreshTimeout: CONNECT_MS,
    redisOptions: {
      ...CONNECTION,
      username: decodeURIComponent(username) || undefined,
      password: decodeURIComponent(password) || undefined,
      tls: protocol === "rediss:" ? {} : undefined,
    },
  });
}
