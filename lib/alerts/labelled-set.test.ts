import { expect, test } from "vitest";
import { ALL_HOURS, type AlertHistory, PAST_HOURS } from "@/lib/testing/alert-histories/alert-history";
import { type Episode, episodesOf, judgeHistory } from "@/lib/testing/alert-histories/judge-history";
import { quietHistory, unusualHistory } from "@/lib/testing/alert-histories/labelled-set";
import { ALERT_KINDS, type AlertKind } from "./finding";

/** A leak is reported, and not found by a rule. */
const RULES = ALERT_KINDS.filter((kind) => kind !== "leaked");

const UNUSUAL = 480;
const QUIET = 280;
const QUIET_MONTH_KEYS = 1_000;

type Score = { right: number; wrong: number; found: number; missed: number };
const scores = Object.fromEntries(
  RULES.map((kind): [AlertKind, Score] => [kind, { right: 0, wrong: 0, found: 0, missed: 0 }]),
) as Record<AlertKind, Score>;
const mistakes: string[] = [];

const meets = (episode: Episode, expected: AlertHistory["expected"][number]): boolean =>
  episode.kind === expected.kind &&
  episode.subject === expected.subject &&
  episode.from >= expected.from &&
  episode.from < expected.to;

function score(history: AlertHistory): void {
  const episodes = episodesOf(history, judgeHistory(history));
  for (const episode of episodes) {
    const right = history.expected.some((expected) => meets(episode, expected));
    scores[episode.kind][right ? "right" : "wrong"]++;
    if (!right) mistakes.push(`wrong ${episode.kind} ${episode.subject} in ${history.name}, hour ${episode.from}`);
  }
  for (const expected of history.expected) {
    const found = episodes.some((episode) => meets(episode, expected));
    scores[expected.kind][found ? "found" : "missed"]++;
    if (!found) mistakes.push(`missed ${expected.kind} in ${history.name}, hour ${expected.from}`);
  }
}

test("on the labelled set each rule is right at least 95 times in 100, and finds at least 90 in 100", () => {
  for (let k = 0; k < UNUSUAL; k++) score(unusualHistory(k));
  for (let k = 0; k < QUIET; k++) score(quietHistory(k));
  const table = RULES.map((kind) => {
    const { right, wrong, found, missed } = scores[kind];
    const [precision, recall] = [right / (right + wrong), found / (found + missed)];
    return { rule: kind, labelled: found + missed, alerts: right + wrong, precision, recall };
  });
  const cells = table.map((row) => ({ ...row, precision: row.precision.toFixed(3), recall: row.recall.toFixed(3) }));
  console.table(cells);
  for (const { rule, labelled, precision, recall } of table) {
    expect(labelled, rule).toBeGreaterThanOrEqual(50);
    expect(precision, `precision of ${rule}\n${mistakes.join("\n")}`).toBeGreaterThanOrEqual(0.95);
    expect(recall, `recall of ${rule}\n${mistakes.join("\n")}`).toBeGreaterThanOrEqual(0.9);
  }
}, 120_000);

test("1,000 keys that nothing is wrong with raise no alert in 30 days, judged hour by hour", () => {
  let judged = 0;
  const alerts: string[] = [];
  // Other seeds than the ones above.
  for (let k = QUIET; k < QUIET + QUIET_MONTH_KEYS; k++) {
    const history = quietHistory(k);
    for (const { from, evidence } of judgeHistory(history)) {
      alerts.push(`${evidence.kind} in ${history.name} (${k}), ${new Date(from).toISOString()}`);
    }
    for (let i = PAST_HOURS; i < ALL_HOURS; i++) if ((history.hours.requests[i] ?? 0) > 0) judged++;
  }
  expect(alerts).toEqual([]);
  expect(judged).toBeGreaterThan(300_000);
}, 120_000);
