import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor } from "@/lib/auth/actor";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { editKey } from "@/lib/keys/edit-key";
import { labelKeys } from "@/lib/keys/label-keys";
import { resultOf, verdictOn } from "@/lib/testing/audit";
import { csvCells } from "@/lib/testing/csv-cells";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { exportCsv, exportJson } from "./export-events";
import { type ExportEventsQuery, exportEventsSchema } from "./schema";
import { verifyFile } from "./verify-file";
import { verifyTrails } from "./verify-trails";

const EVENTS = 6;
// Of another team: more than is read at a time.
const MANY = 2_003;
const team = { slug: "payments", name: 'The "Payments"' };
let folder: string;
let actor: Actor;
let busy: Actor;
let key: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "latchkey-export-"));
  actor = await makeActor();
  const made = await createKey(actor, keyInput({ label: '=HYPERLINK("http://evil")' }));
  key = made.key.id;
  const metadata = { é: [1e21, 1e-7, -0, { z: null, aa: "\u2028💳" }], price: 0.1 };
  await editKey(actor, { keyId: key, metadata });
  busy = await makeActor();
  for (const [{ teamId }, count] of [
    [actor, EVENTS - 2],
    [busy, MANY],
  ] as const) {
    await pool().query(
      `INSERT INTO audit_events (id, team_id, at, actor_kind, actor_name, action, target_kind, target_id, after)
       SELECT gen_random_uuid(), $1, now(), 'system', 'Latchkey', 'key.edit', 'key', 'x', '{"n": 1.0, "m": 12345678901234567890}'
       FROM generate_series(1, $2)`,
      [teamId, count],
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function exported(filter: Partial<ExportEventsQuery> = {}, by = actor): Promise<string> {
  let text = "";
  const query = exportEventsSchema.parse({ format: "json", ...filter });
  for await (const piece of exportJson(by, team, query)) text += piece;
  return text;
}
const verdictOnFile = async (text: string) => {
  const file = join(folder, "export.json");
  writeFileSync(file, text);
  return (await resultOf(verifyFile(file)))[0];
};

test("an export is verified without the database, and says the same as the database", async () => {
  const text = await exported({}, busy);
  const verdict = await verdictOnFile(text);
  expect(verdict).toEqual({ ...(await verdictOn(busy.teamId)), team: team.slug });
  expect(verdict).toMatchObject({ events: MANY, trouble: null });
  expect(JSON.parse(text)).toMatchObject({ team: { ...team, id: busy.teamId }, filter: null, head: verdict?.end });
});

test("a file that a tool has written anew is the same trail, unless the tool has rounded a number", async () => {
  const reversed = (value: unknown): unknown =>
    typeof value !== "object" || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([name, field]) => [name, reversed(field)]),
        );
  const { events, ...header } = JSON.parse(await exported());
  const again = JSON.stringify({ ...header, events: events.map(reversed) }, null, 4);
  // JavaScript keeps neither the digits of 12345678901234567890 nor the zero of 1.0, which event 3 holds.
  expect(await verdictOnFile(again)).toMatchObject({ events: 2, trouble: { seq: 3, problem: "altered" } });
  const exact = again
    .replaceAll('"m": 12345678901234567000', '"m": 12345678901234567890')
    .replaceAll('"n": 1,', '"n": 1.0,');
  expect(await verdictOnFile(exact)).toMatchObject({ events: EVENTS, trouble: null });
});

test("whatever is altered, removed, doubled or moved in a file is found", async () => {
  const lines = (await exported()).trimEnd().split("\n");
  const change = (work: (events: string[]) => void) => {
    const [head = "", ...events] = lines;
    const end = events.pop();
    const changed = events.map((line) => line.replace(/,$/, ""));
    work(changed);
    return verdictOnFile(`${head}\n${changed.join(",\n")}\n${end}`);
  };
  const at = (n: number) => lines[n]?.replace(/,$/, "") ?? "";
  const id = JSON.parse(at(2)).id;
  const altered: [from: string | RegExp, to: string][] = [
    [/"before":\{.*?\},"after"/, '"before":null,"after"'],
    ["\u2028", ""],
    ["0.1", "0.10"],
    ["key.edit", "key.disable"],
    ["198.51.100.7", "198.51.100.8"],
    [/"at":"[^"]+"/, '"at":"2026-01-01T00:00:00.000Z"'],
    [/"at":"[^"]+"/, '"at":"soon"'],
    ['"userAgent":"test"', '"userAgent":["test"]'],
    ['"userAgent":"test"', '"userAgent":"test","note":"and more"'],
    [/"teamId":"[^"]+"/, `"teamId":"${newId()}"`],
    [/"hash":"[^"]+"/, '"hash":""'],
    [/"seq":\d+/, '"seq":"two"'],
  ];
  for (const [from, to] of altered) {
    const verdict = await change((events) => {
      const before = events[1] as string;
      events[1] = before.replace(from, to);
      expect(events[1], String(from)).not.toBe(before);
    });
    expect({ from, ...verdict?.trouble }).toMatchObject({ from, seq: 2, id, problem: "altered" });
  }
  expect((await change((events) => events.splice(3, 1)))?.trouble).toMatchObject({ seq: 4, problem: "removed" });
  expect((await change((events) => events.pop()))?.trouble).toMatchObject({ seq: EVENTS, problem: "removed" });
  expect((await change((events) => events.splice(2, 0, events[1] as string)))?.trouble).toMatchObject({
    seq: 2,
    problem: "inserted",
  });
  const moved = await change((events) => {
    [events[1], events[2]] = [events[2] as string, events[1] as string];
  });
  expect(moved?.trouble).toMatchObject({ seq: 2, problem: "reordered" });
});

test("what is no whole export is refused in a sentence, a part of the events too", async () => {
  const text = await exported();
  const refused: [string, string][] = [
    ["", "no list of events"],
    ["[]", "no list of events"],
    [JSON.stringify({ events: [] }), "it does not begin as one"],
    [text.slice(0, 1_500), "the file ends in the middle"],
    [text.replace('"events":[', '"events":[1,'), "an event that is no object"],
    [`${text}{}`, "more after the events"],
    [text.replace('"seq":2,', '"seq":2'), "no JSON at character"],
    [await exported({ action: "key.edit" }), "the events of a filter alone"],
  ];
  for (const [broken, why] of refused) {
    await expect(verdictOnFile(broken)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(why),
    });
  }
  await expect(resultOf(verifyFile(join(folder, "nowhere.json")))).rejects.toMatchObject({ code: "invalid" });
});

test("as CSV every event is a line that no spreadsheet takes for a formula, with the key by its label", async () => {
  let text = "";
  const query = exportEventsSchema.parse({ keyId: key });
  for await (const piece of exportCsv(actor, query, (ids) => labelKeys(actor, ids))) text += piece;
  const lines = text.trimEnd().split("\r\n");
  expect(lines).toHaveLength(3);
  const [head, created] = [csvCells(`${lines[0]}\r\n`), csvCells(`${lines[1]}\r\n`)];
  const row = Object.fromEntries(head.map((name, i) => [name, created[i]]));
  expect(row).toMatchObject({
    number: "1",
    action: "key.create",
    target_id: key,
    target: `'=HYPERLINK("http://evil")`,
  });
  expect(JSON.parse(row.after ?? "")).toMatchObject({ label: '=HYPERLINK("http://evil")' });
  expect(created).toHaveLength(head.length);
});

test("every team is verified at once, or the one that is asked for", async () => {
  const slugOf = async ({ teamId }: Actor) =>
    (await pool().query("SELECT slug FROM teams WHERE id = $1", [teamId])).rows[0].slug;
  const silent = await slugOf(await makeActor());
  const [slug, busySlug] = [await slugOf(actor), await slugOf(busy)];
  expect(await resultOf(verifyTrails())).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ team: slug, events: EVENTS, trouble: null }),
      expect.objectContaining({ team: busySlug, events: MANY, trouble: null }),
      expect.objectContaining({ team: silent, events: 0, end: null, trouble: null }),
    ]),
  );
  expect(await resultOf(verifyTrails(slug))).toMatchObject([{ team: slug, events: EVENTS }]);
  expect(await resultOf(verifyTrails("no-such-team"))).toEqual([]);
});
