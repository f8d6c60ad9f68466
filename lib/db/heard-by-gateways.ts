import { randomUUID } from "node:crypto";
import pg from "pg";
import { env } from "@/lib/env";
import { pool } from "./pool";

const LONGEST_WAIT_MS = 1_000;

type Acknowledged = (gatewayId: string) => void;
type Hearing = { client: Promise<pg.Client>; waiting: Map<string, Acknowledged> };

// On globalThis, as the pool: a development server loads this module again and again.
const shared = globalThis as { latchkeyHearing?: Hearing };

function listen(): Hearing {
  if (shared.latchkeyHearing !== undefined) return shared.latchkeyHearing;
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    application_name: "latchkey acknowledgements",
    connectionTimeoutMillis: LONGEST_WAIT_MS,
    keepAlive: true,
  });
  const waiting = new Map<string, Acknowledged>();
  const forget = (): void => {
    if (shared.latchkeyHearing?.waiting === waiting) delete shared.latchkeyHearing;
  };
  client.on("error", forget);
  client.on("end", forget);
  client.on("notification", ({ payload }) => {
    const [barrier = "", gatewayId = ""] = (payload ?? "").split(":");
    waiting.get(barrier)?.(gatewayId);
  });
  const connected = client.connect().then(async () => {
    await client.query("LISTEN latchkey_ack");
    // A command that is done shall not wait for this connection; whoever waits below has a timer of its own.
    (client as pg.Client & { unref(): void }).unref();
    return client;
  });
  connected.catch(forget);
  shared.latchkeyHearing = { client: connected, waiting };
  return shared.latchkeyHearing;
}

// A gateway beats once a second; one that was last seen longer ago is down, or cut off and closing its cache by itself.
const ANNOUNCE = `
  SELECT id, pg_notify('latchkey', 'barrier:' || $1) FROM (SELECT id FROM gateways WHERE seen_at > now() - interval '3 seconds') AS up`;

async function acknowledged(barrier: string): Promise<void> {
  const { client, waiting } = listen();
  const heard = new Set<string>();
  let expected: readonly string[] | undefined;
  await new Promise<void>((resolve, reject) => {
    const check = (): void => {
      if (expected?.every((id) => heard.has(id))) resolve();
    };
    waiting.set(barrier, (gatewayId) => {
      heard.add(gatewayId);
      check();
    });
    const announce = async (): Promise<void> => {
      await client;
      // The caller has given up meanwhile.
      if (!waiting.has(barrier)) return;
      const { rows } = await pool().query<{ id: string }>(ANNOUNCE, [barrier]);
      expected = rows.map((row) => row.id);
      check();
    };
    announce().catch(reject);
  });
}

/**
 * Resolves when every gateway that is up has taken in all changes committed before the call, after a second at the latest:
 * then the gateways' own polls are the bound (contract, lifecycle invariant 4). Call it after the commit of whatever takes
 * a right away. Never rejects: the change is committed, and trouble here must not look as if it were not.
 * @returns whether they all said so
 */
export async function heardByGateways(): Promise<boolean> {
  const barrier = randomUUID();
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LONGEST_WAIT_MS);
  });
  const all = acknowledged(barrier).then(
    () => true,
    () => false,
  );
  const heard = await Promise.race([all, deadline]);
  clearTimeout(timer);
  shared.latchkeyHearing?.waiting.delete(barrier);
  return heard;
}
