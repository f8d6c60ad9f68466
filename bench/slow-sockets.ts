import { connect, type Socket } from "node:net";

/**
 * How a client takes its time: a byte now and then of its header or of its body, nothing at all, reading a few answers slowly,
 * or asking for more answers than the connection's buffers hold and hardly reading them.
 */
export const SLOWNESS = ["header", "body", "silent", "reading", "not reading"] as const;
export type Slowness = (typeof SLOWNESS)[number];

/** Of 100 sockets. The last kind is few: what each asks for is work for the gateway, and load is not what is measured. */
const SHARE: Record<Slowness, number> = { header: 25, body: 25, silent: 25, reading: 24, "not reading": 1 };
const KINDS = SLOWNESS.flatMap((how) => Array<Slowness>(SHARE[how]).fill(how));

export type Ended = { times: number; longestMs: number };

export type SlowSockets = {
  /** Open now. */
  open(): number;
  /** Those that the gateway has ended. */
  ended: ReadonlyMap<Slowness, Ended>;
  /** From now on none is opened in place of one that ended. */
  letGo(): void;
  close(): void;
};

const TRICKLE_MS = 500;
const READ_AT_ONCE = 512;
const FEW_ANSWERS = 20;
/** 30 KB of answers each: within a few seconds more than a loopback connection's buffers take. */
const BATCHES_A_TURN = 10;

type Texts = Record<Slowness, { first: string; more: string }>;

function textsFor(serviceToken: string): Texts {
  const head = (path: string): string =>
    `POST ${path} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${serviceToken}\r\n`;
  const whole = (path: string, body: string): string => `${head(path)}Content-Length: ${body.length}\r\n\r\n${body}`;
  const question = JSON.stringify({ key: "k" });
  const batch = JSON.stringify(Array(100).fill({ key: "k" }));
  return {
    header: { first: `${head("/v1/verify")}X-Slow: `, more: "x" },
    body: { first: `${head("/v1/verify")}Content-Length: 10000\r\n\r\n`, more: "x" },
    silent: { first: "", more: "" },
    reading: { first: whole("/v1/verify", question).repeat(FEW_ANSWERS), more: "" },
    "not reading": { first: "", more: whole("/v1/verify/batch", batch).repeat(BATCHES_A_TURN) },
  };
}

/** Keeps `count` slow connections open; one that the gateway ends is replaced. */
export function openSlowSockets(port: number, serviceToken: string, count: number): SlowSockets {
  const texts = textsFor(serviceToken);
  const open = new Set<Socket>();
  const ended = new Map<Slowness, Ended>();
  let mode: "keep" | "let go" | "over" = "keep";

  const openOne = (how: Slowness): void => {
    const openedAt = Date.now();
    const isReader = how === "reading" || how === "not reading";
    const { first, more } = texts[how];
    // A buffer of its own per read: a reader takes exactly so much, then stops until its next turn.
    const onread = { buffer: Buffer.alloc(READ_AT_ONCE), callback: () => !isReader };
    const socket = connect({ port, host: "127.0.0.1", onread }, () => socket.write(first));
    open.add(socket);
    const takeTurn = (): void => {
      if (isReader) socket.resume();
      if (more !== "" && !socket.writableNeedDrain) socket.write(more);
    };
    // Each at a moment of its own, so that the clients are slow and not a crowd.
    let turn = setTimeout(() => {
      turn = setInterval(takeTurn, TRICKLE_MS);
    }, Math.random() * TRICKLE_MS);
    socket.on("error", () => {});
    socket.once("close", () => {
      clearTimeout(turn);
      open.delete(socket);
      if (mode === "over") return;
      const before = ended.get(how) ?? { times: 0, longestMs: 0 };
      ended.set(how, { times: before.times + 1, longestMs: Math.max(before.longestMs, Date.now() - openedAt) });
      if (mode === "keep") openOne(how);
    });
  };
  for (let i = 0; i < count; i++) openOne(KINDS[i % KINDS.length] as Slowness);
  return {
    open: () => open.size,
    ended,
    letGo() {
      mode = "let go";
    },
    close() {
      mode = "over";
      for (const socket of open) socket.destroy();
    },
  };
}
