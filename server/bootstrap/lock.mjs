import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { describeProcess, isStillAlive } from "./process-identity.mjs";

const TAKEOVER_ABANDONED_AFTER_MS = 10_000;

/** Someone else holds the lock; `holder` is what they wrote into it. */
export class LockHeld extends Error {
  name = "LockHeld";
  constructor(holder) {
    super(`held by process ${holder.pid}`);
    this.holder = holder;
  }
}

const unlessGone = (work) => {
  try {
    return work();
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
};

/** Creates the file with its whole content at once, or not at all when it exists. */
function createWhole(file, content) {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(error.code)) throw error;
  } finally {
    unlinkSync(draft);
  }
  try {
    // A file system without hard links.
    writeFileSync(file, content, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Who holds the lock, alive or not; undefined when nobody does. */
export function readLock(file) {
  const text = unlessGone(() => readFileSync(file, "utf8"));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return { token: text, pid: 0, identity: "unreadable" };
  }
}

/** The holder of the lock when it is alive. */
export function liveHolder(file) {
  const holder = readLock(file);
  return holder !== undefined && holder.pid > 0 && isStillAlive(holder) ? holder : undefined;
}

/** Removes a dead holder's lock. Only under the takeover file, so that nobody removes the lock of who came first. */
function removeDead(file, token) {
  const takeover = `${file}.takeover`;
  if (!createWhole(takeover, String(process.pid))) {
    const age = unlessGone(() => Date.now() - statSync(takeover).mtimeMs) ?? 0;
    if (age > TAKEOVER_ABANDONED_AFTER_MS) unlessGone(() => unlinkSync(takeover));
    return;
  }
  try {
    const now = readLock(file);
    if (now !== undefined && now.token === token) unlinkSync(file);
  } finally {
    unlessGone(() => unlinkSync(takeover));
  }
}

/**
 * Takes the lock for this process: at most one live process holds it, however many try at once, and a dead one's is
 * taken over. `predecessor` is what the dead holder had written.
 * @param waitMs how long to wait for a live holder before LockHeld is thrown
 */
export async function takeLock(file, details = {}, { waitMs = 0, onWait = () => {} } = {}) {
  const token = randomBytes(8).toString("hex");
  const content = { token, ...describeProcess(process.pid), since: new Date().toISOString(), ...details };
  const until = Date.now() + waitMs;
  let predecessor;
  let said = false;
  while (!createWhole(file, JSON.stringify(content))) {
    const found = readLock(file);
    if (found === undefined) continue;
    if (found.pid > 0 && isStillAlive(found)) {
      if (Date.now() >= until) throw new LockHeld(found);
      if (!said) onWait(found);
      said = true;
      await pause(100);
    } else {
      predecessor = found;
      removeDead(file, found.token);
      await pause(5);
    }
  }
  const isMine = () => readLock(file)?.token === token;
  return {
    predecessor,
    /** Adds to what the lock says, in one step. */
    update(more) {
      if (!isMine()) return;
      Object.assign(content, more);
      writeFileSync(`${file}.next`, JSON.stringify(content), { mode: 0o600 });
      renameSync(`${file}.next`, file);
    },
    release() {
      if (isMine()) unlinkSync(file);
    },
  };
}
