import { setTimeout as pause } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { freePort } from "@/server/database/free-port";
import { Caller } from "../caller";
import { countedUsage, spooledSegments, untilSpoolIsEmpty } from "../counted-usage";
import { insertManyKeys } from "../deployment";
import { prove } from "../prove";
import type { RunContext } from "../run-context";
import { gatewayScript } from "../start-gateway";
import { type ForkedServer, forkServer, stopServer } from "../start-server";
import { show, table } from "../table";
import { type Account, balance, note, openAccount, othersOf } from "../tally";

const KILLS = 200;
const LONGEST_START_MS = 500;
const LONGEST_LIFE_MS = 1_500;
const FIRST_ANSWER_MS = 10_000;
const UNREACHED_AGAIN_MS = 5;
const LAST_FLUSH_MS = 30_000;

/**
 * kill -9 at random moments under load. Each caller has a key of its own for each of the gateway's lives, so that one's loss
 * cannot hide behind another's surplus, and of a book's calls at most one is in doubt.
 */
export async function killsPart({ bench, deployment, options, say }: RunContext): Promise<string> {
  const kills = options.count ?? KILLS;
  const port = await freePort();
  const callers = options.connections;
  const accounts = (await insertManyKeys(deployment.actor, callers * (kills + 1))).map(openAccount);
  let gateway: ForkedServer | undefined;
  const start = (): ForkedServer => forkServer(bench, { script: gatewayScript(bench), port });
  bench.onClose(() => gateway && stopServer(gateway));

  const caller = new Caller(port, deployment.serviceToken);
  let isOver = false;
  let life = 0;
  const load = Array.from({ length: callers }, async (_, i) => {
    while (!isOver) await callOnce(caller, accounts[life * callers + i] as Account);
  });
  const answered = (): number => accounts.reduce((sum, account) => sum + account.answered, 0);
  let beforeFirstAnswer = 0;
  for (let i = 0; i < kills && !bench.signal.aborted; i++) {
    const before = answered();
    gateway = start();
    await liveFor(() => answered() > before);
    gateway.child.kill("SIGKILL");
    await gateway.ended;
    life++;
    if (gateway.child.signalCode !== "SIGKILL") throw new Error(`A gateway ended by itself: ${gateway.output()}`);
    if (answered() === before) beforeFirstAnswer++;
    if ((i + 1) % 20 === 0) say(`    ${i + 1} of ${kills} kills, ${show(answered(), 0)} answered`);
  }
  gateway = start();
  const before = answered();
  await until(() => answered() > before);
  await pause(LONGEST_LIFE_MS);
  isOver = true;
  await Promise.all(load);
  await untilSpoolIsEmpty(bench, LAST_FLUSH_MS);
  await stopServer(gateway);
  caller.close();
  return report(accounts, { kills, callers, beforeFirstAnswer, segmentsLeft: spooledSegments(bench) });
}

/**
 * One in four dies while it starts, before it listens or while it counts what the last one left; one in four in the moment
 * in which the database has counted a segment that is still on disk; the others at any time under load.
 */
async function liveFor(hasAnswered: () => boolean): Promise<void> {
  const fate = Math.random();
  if (fate < 0.25) return pause(Math.random() * LONGEST_START_MS);
  await until(hasAnswered);
  if (fate < 0.5) return untilNextFlush();
  await pause(Math.random() * LONGEST_LIFE_MS);
}

async function untilNextFlush(): Promise<void> {
  const flushes = async (): Promise<string> =>
    (await pool().query("SELECT count(*) AS n FROM usage_segments")).rows[0].n;
  const before = await flushes();
  for (const late = Date.now() + LONGEST_LIFE_MS; Date.now() < late; ) if ((await flushes()) !== before) return;
}

async function until(isSo: () => boolean): Promise<void> {
  for (const late = Date.now() + FIRST_ANSWER_MS; !isSo() && Date.now() < late; ) await pause(5);
}

async function callOnce(caller: Caller, account: Account): Promise<void> {
  const outcome = await caller.verify(account.key);
  note(account, outcome);
  if (outcome === "unreached") await pause(UNREACHED_AGAIN_MS);
}

type Lives = { kills: number; callers: number; beforeFirstAnswer: number; segmentsLeft: number };

async function report(
  accounts: readonly Account[],
  { kills, callers, beforeFirstAnswer, segmentsLeft }: Lives,
): Promise<string> {
  const { answered, broken, counted, lost, doubled } = balance(accounts, await countedUsage());
  const others = othersOf(accounts);
  others.delete("unreached");
  const wrong = [...others].filter(([outcome]) => outcome !== "HTTP 503");
  const figures = [kills, beforeFirstAnswer, answered, broken, counted, lost, doubled, segmentsLeft];
  const rows = table(
    [
      "kill -9",
      "of them before its first answer",
      "answered",
      "broken off",
      "counted",
      "lost",
      "doubled",
      "segments left",
    ],
    [figures.map((figure) => show(figure, 0))],
  );
  const rest = others.size === 0 ? "none" : [...others].map(([outcome, times]) => `${outcome} × ${times}`).join(", ");
  const said = `${callers} callers, ${show(accounts.length, 0)} books, each exact but for the one call under way at its kill. Answers that were not VALID: ${rest}.`;
  return prove(`${rows}\n\n${said}`, {
    "an answered verification was not counted": lost,
    "a verification was counted that nobody made": doubled,
    "a segment was left on disk": segmentsLeft,
    "a good key was answered otherwise than VALID or 503": wrong.reduce((sum, [, times]) => sum + times, 0),
    "no call was answered": answered === 0 ? 1 : 0,
  });
}
