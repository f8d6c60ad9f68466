import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { GatewayMetrics } from "./metrics";

const deploy = (name: string) => readFileSync(join(process.cwd(), "deploy", name), "utf8");

type Panel = { title: string; type: string; datasource?: { uid: string }; targets?: { expr: string }[] };
const dashboard = JSON.parse(deploy("grafana-dashboard.json")) as {
  panels: Panel[];
  templating: { list: { name: string; type: string; query: string }[] };
};
const alerts = deploy("prometheus-alerts.yml");
const alertExpressions = [...alerts.matchAll(/^\s+expr: (.+)$/gm)].map(([, expression]) => expression ?? "");
const panelExpressions = dashboard.panels.flatMap(({ targets }) => targets ?? []).map(({ expr }) => expr);
const variableQueries = dashboard.templating.list.map(({ query }) => query);

const namesIn = (expressions: string[]) =>
  new Set(expressions.flatMap((one) => one.match(/\b(latchkey|process|nodejs)_[a-z0-9_]+/g) ?? []));

/** Names as Prometheus stores them, _bucket, _sum and _count included, from what a gateway really shows. */
async function shownNames(): Promise<Set<string>> {
  const text = await new GatewayMetrics({
    spool: { bytes: () => 0, mostBytes: 1, oldestMs: () => 0, lost: () => 0 },
    cachedKeys: () => 0,
    invalidations: { isListening: true, lagMs: 0, pollAgeMs: 0, isHealthy: true },
    limiter: () => ({ backend: "memory", fallbacks: 0 }),
    isDraining: () => false,
  }).text();
  // A histogram that has seen nothing yet, as the collector's at first, shows no value: its parts are known by its type.
  const parts = [...text.matchAll(/^# TYPE (\S+) histogram$/gm)].flatMap(([, name]) =>
    ["bucket", "sum", "count"].map((part) => `${name}_${part}`),
  );
  return new Set([...parts, ...[...text.matchAll(/^([a-z0-9_]+)[{ ]/gm)].map(([, name]) => name ?? "")]);
}

test("every metric that the dashboard and the alerts ask for is one that a gateway shows", async () => {
  const shown = await shownNames();
  const asked = namesIn([...alertExpressions, ...panelExpressions, ...variableQueries]);
  expect(alertExpressions.length).toBeGreaterThan(10);
  expect(panelExpressions.length).toBeGreaterThan(15);
  expect([...asked].filter((name) => !shown.has(name))).toEqual([]);
});

test("every metric of ours is on the dashboard", async () => {
  const asked = namesIn([...panelExpressions, ...variableQueries]);
  const ours = [...(await shownNames())].filter((name) => /^latchkey_/.test(name) && !/_(sum|count)$/.test(name));
  expect(ours.filter((name) => !asked.has(name))).toEqual([]);
});

test("the dashboard can be imported anywhere: its data source is a variable, its panels have titles and places", () => {
  expect(dashboard.templating.list.find(({ name }) => name === "datasource")?.type).toBe("datasource");
  const charts = dashboard.panels.filter(({ type }) => type !== "row");
  expect(charts.filter(({ datasource }) => datasource?.uid !== "$" + "{datasource}")).toEqual([]);
  expect(new Set(dashboard.panels.map(({ title }) => title)).size).toBe(dashboard.panels.length);
});

test("every alert says how bad it is, what it means and what to do", () => {
  const rules = alerts.split(/^ {6}- alert: /m).slice(1);
  expect(rules.length).toBe(alertExpressions.length);
  for (const rule of rules)
    expect(rule).toMatch(/severity: (critical|warning|info)[\s\S]*summary: .+\n\s+description: .+/);
});
