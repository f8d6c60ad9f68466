import { expect, test } from "vitest";
import type { CallerState } from "./rotation-callers";
import { rotationVerdict, type VerdictFacts } from "./verdict";
import { verdictReason, verdictTitle } from "./verdict-words";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse("2026-11-02T09:00:00Z");
const BUSY = { watched: 7 * DAY, usualPause: 2 * SECOND, longestPause: 0, activeHours: 168 };

const caller = (state: CallerState, ago = MINUTE) => ({ state, lastAt: new Date(NOW - ago).toISOString() });
/** `silence`: since the last call; null: none. */
function judge(silence: number | null, more: Partial<VerdictFacts> = {}) {
  const facts: VerdictFacts = {
    now: NOW,
    keyStatus: "active",
    secretStatus: "ending",
    rotatedAt: NOW - 6 * HOUR,
    lastCallAt: silence === null ? null : NOW - silence,
    rhythm: BUSY,
    callers: [caller("on_old", silence ?? 0)],
    hasOthers: false,
    ...more,
  };
  const verdict = rotationVerdict(facts);
  return { kind: verdict.kind, said: `${verdictTitle(verdict)}. ${verdictReason(verdict, NOW)}` };
}

test("called within two hours it is in use, and the callers that have not moved are counted", () => {
  expect(judge(4 * SECOND, { callers: [caller("on_old"), caller("on_both"), caller("moved")] }).said).toBe(
    "In use. 2 callers still call with the old secret, last just now.",
  );
  expect(judge(2 * HOUR - 1).said).toBe(
    "In use. 1 caller called with the old secret within the last 2 h, last 1 h 59 min ago.",
  );
  expect(judge(5 * MINUTE, { callers: [], hasOthers: true }).said).toBe("In use. Last called 5 min ago.");
});

test("without better evidence it is safe to finish after two hours without a call", () => {
  expect(judge(2 * HOUR).said).toBe("Safe to finish. No call on the old secret for 2 h.");
  expect(judge(2 * HOUR, { callers: [caller("on_old", 2 * HOUR), caller("not_seen", DAY)] }).said).toBe(
    "Safe to finish. No call on the old secret for 2 h. 1 caller from before has not called with the new secret.",
  );
});

test("once everybody has moved, silence is held against the secret's own rhythm", () => {
  const callers = [caller("moved"), caller("moved")];
  expect(judge(59 * SECOND, { callers }).said).toBe(
    "Moved, wait a moment. Everybody known from before calls with the new secret. Safe in 1 s, if the old one stays silent.",
  );
  expect(judge(6 * MINUTE, { callers }).said).toBe(
    "Safe to finish. No call on the old secret for 6 min; before the rotation it was called every 2 s. Both callers known from before call with the new one.",
  );
  const slow = { ...BUSY, usualPause: 5 * MINUTE };
  expect(judge(99 * MINUTE, { callers, rhythm: slow }).kind).toBe("settling");
  expect(judge(100 * MINUTE, { callers, rhythm: slow }).kind).toBe("safe");
  expect(judge(2 * HOUR, { callers, rhythm: { ...BUSY, usualPause: DAY } }).kind).toBe("safe");
});

test("nobody says that all have moved while somebody has not, or while callers were too many to be known", () => {
  for (const callers of [[caller("moved"), caller("not_seen")], [caller("moved"), caller("on_both")], []]) {
    expect(judge(10 * MINUTE, { callers }).kind).toBe("in_use");
  }
  expect(judge(10 * MINUTE, { callers: [caller("moved")], hasOthers: true }).kind).toBe("in_use");
});

test("who was always refused holds nothing up: ending the secret takes nothing from them", () => {
  expect(judge(6 * MINUTE, { callers: [caller("moved"), caller("refused", 1)] }).kind).toBe("safe");
});

test("a secret that used to be silent for long is not called idle before it has been so for longer", () => {
  const nightly = { ...BUSY, longestPause: 22 * HOUR, activeHours: 14 };
  const quiet = judge(3 * HOUR, { rhythm: nightly });
  expect(quiet.said).toBe(
    "Quiet, not yet safe. No call on the old secret for 3 h. Before, it was silent for up to 22 h at a time. Safe in 19 h, if it stays silent.",
  );
  expect(judge(22 * HOUR, { rhythm: nightly, rotatedAt: NOW - DAY }).kind).toBe("safe");
});

test("of a secret that was little used, and not since the rotation, just that is said", () => {
  const rotatedAt = NOW - 10 * MINUTE;
  expect(judge(30 * MINUTE, { rotatedAt, callers: [caller("not_seen", 30 * MINUTE)] }).said).toBe(
    "Quiet, not yet safe. No call on the old secret since the rotation; the last one was 30 min ago. Safe in 1 h 30 min, if it stays silent.",
  );
  const seldom = { ...BUSY, activeHours: 1, usualPause: null };
  expect(judge(2 * DAY, { rotatedAt, rhythm: seldom, callers: [caller("not_seen", 2 * DAY)] }).said).toBe(
    "Quiet, not yet safe. No call on the old secret since the rotation; the last one was 2 days ago. It was called so seldom before that silence says little. Safe in 5 days, if it stays silent.",
  );
});

test("a secret that nobody ever used is safe to finish, and an ended one is ended", () => {
  expect(judge(null, { callers: [] }).said).toBe("Safe to finish. The old secret was never used.");
  expect(judge(null, { callers: [caller("refused")] }).said).toBe(
    "Safe to finish. No call on the old secret was accepted in the week before the rotation, and none since.",
  );
  expect(judge(5, { secretStatus: "ended" }).said).toBe("Ended. The old secret is refused.");
});

test("while the key is refused, silence tells nothing", () => {
  expect(judge(9 * HOUR, { keyStatus: "disabled" }).said).toBe(
    "Cannot be told. The key is disabled, so every call is refused and none tells who still has the old secret.",
  );
});
