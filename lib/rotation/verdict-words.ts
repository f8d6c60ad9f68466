import { durationWords } from "./duration-words";
import type { Verdict } from "./verdict";

const callers = (n: number): string => (n === 1 ? "1 caller" : `${n.toLocaleString("en")} callers`);

/** "every 2 s", "12 times a second". */
function often(pause: number): string {
  if (pause >= 1_000) return `every ${durationWords(pause)}`;
  const times = Math.round(1_000 / pause);
  return times <= 1 ? "every second" : `${times.toLocaleString("en")} times a second`;
}

const absent = (notSeen: number): string =>
  notSeen === 0
    ? ""
    : ` ${callers(notSeen)} from before ${notSeen === 1 ? "has" : "have"} not called with the new secret.`;

const silent = ({ sinceRotation, silence }: { sinceRotation: boolean; silence: number }): string =>
  sinceRotation
    ? `No call on the old secret since the rotation; the last one was ${durationWords(silence)} ago.`
    : `No call on the old secret for ${durationWords(silence)}.`;

const ago = (ms: number): string => (ms < 5_000 ? "just now" : `${durationWords(ms)} ago`);

const LATELY_MS = 5 * 60_000;
const verb = ({ callers: n, silence }: { callers: number; silence: number }): string =>
  silence < LATELY_MS
    ? `still ${n === 1 ? "calls" : "call"} with the old secret`
    : "called with the old secret within the last 2 h";

/** What a verdict says first, in two or three words. */
export const verdictTitle = ({ kind }: Verdict): string =>
  ({
    ended: "Ended",
    refused: "Cannot be told",
    in_use: "In use",
    settling: "Moved, wait a moment",
    waiting: "Quiet, not yet safe",
    safe: "Safe to finish",
  })[kind];

/** Why, in a sentence or two. */
export function verdictReason(verdict: Verdict, now: number): string {
  switch (verdict.kind) {
    case "ended":
      return "The old secret is refused.";
    case "refused":
      return `The key is ${verdict.keyStatus}, so every call is refused and none tells who still has the old secret.`;
    case "in_use":
      return verdict.callers === 0
        ? `Last called ${ago(verdict.silence)}.`
        : `${callers(verdict.callers)} ${verb(verdict)}, last ${ago(verdict.silence)}.`;
    case "settling":
      return `Everybody known from before calls with the new secret. Safe in ${durationWords(Math.max(1_000, verdict.safeAt - now))}, if the old one stays silent.`;
    case "waiting": {
      const said = silent(verdict);
      const why = {
        rotated_lately: "",
        pauses: ` Before, it was silent for up to ${durationWords(verdict.longestPause)} at a time.`,
        seldom: " It was called so seldom before that silence says little.",
      }[verdict.because];
      return `${said}${why} Safe in ${durationWords(Math.max(1_000, verdict.safeAt - now))}, if it stays silent.`;
    }
    case "safe":
      return `${safeReason(verdict)}${absent(verdict.notSeen)}`;
  }
}

function safeReason(verdict: Extract<Verdict, { kind: "safe" }>): string {
  switch (verdict.because) {
    case "never_used":
      return "The old secret was never used.";
    case "never_accepted":
      return "No call on the old secret was accepted in the week before the rotation, and none since.";
    case "moved": {
      const who =
        ["The caller known", "Both callers known"][verdict.callers - 1] ?? `All ${callers(verdict.callers)} known`;
      const was = verdict.usualPause === null ? "" : `; before the rotation it was called ${often(verdict.usualPause)}`;
      return `No call on the old secret for ${durationWords(verdict.silence)}${was}. ${who} from before ${verdict.callers === 1 ? "calls" : "call"} with the new one.`;
    }
    case "idle":
      return silent(verdict);
  }
}
