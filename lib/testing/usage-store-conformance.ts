import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setClock } from "@/lib/clock";
import { newId } from "@/lib/ids";
import { expectExactUsage } from "@/lib/testing/expect-exact-usage";
import { makeCaller, report, verification } from "@/lib/testing/usage";
import { NOW, usageEvent, usageRange } from "@/lib/testing/usage-arbitraries";
import type { Sent } from "@/lib/testing/usage-truth";
import { refused } from "@/lib/usage/point";
import { KEPT, namedRange, RANGE_NAMES } from "@/lib/usage/range";
import { reportLine, verificationLine } from "@/lib/usage/spool/spool-line";
import { DAY, HOUR, MINUTE } from "@/lib/usage/step";
import type { UsageScope, UsageStore } from "@/lib/usage/usage-store";

async function send(store: UsageStore, { verifications, reports }: Sent): Promise<void> {
  const lines = verifications.map(verificationLine);
  if (reports.length > 0) lines.push(reportLine({ batchId: newId(), events: reports }));
  if (lines.length > 0) await store.count([{ id: newId(), content: Buffer.from(lines.join("")) }]);
}

/** What a store must do, whatever stands behind it: run by each with a store that is empty, or whose other teams do not matter. */
export function describeUsageStore(name: string, store: () => UsageStore): void {
  let restore = () => {};
  beforeEach(() => {
    restore = setClock(() => NOW);
  });
  afterEach(() => restore());

  const rollUpAll = async () => {
    while (await store().rollUp(7));
  };

  describe(name, () => {
    test("every range in every zone counts exactly what was sent: before, while and after two workers roll up, late usage included", async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(usageEvent, { maxLength: 40 }),
          fc.array(usageEvent, { maxLength: 15 }),
          fc.array(usageRange, { minLength: 2, maxLength: 4 }),
          async (first, late, ranges) => {
            const one = makeCaller();
            const rotated = makeCaller({ teamId: one.teamId, keyId: one.keyId });
            const other = makeCaller({ teamId: one.teamId });
            const testing = makeCaller({ teamId: one.teamId, environment: "test" });
            const callers = [one, rotated, other, testing] as const;
            const toSent = (events: typeof first): Sent => ({
              verifications: events.map(({ who, age, code, route, ip, scopes }) =>
                verification(callers[who] ?? one, NOW - age, { code, route, ip, scopes, userAgent: ip && "curl/8" }),
              ),
              reports: events.flatMap(({ who, age, route, ip, status, latencyMs }) =>
                status === null ? [] : [report(callers[who] ?? one, NOW - age, { status, latencyMs, route, ip })],
              ),
            });
            const { teamId } = one;
            const scopes: UsageScope[] = [
              { teamId, environment: "live" },
              { teamId, environment: "test" },
              { teamId, environment: "live", keyId: one.keyId },
              { teamId, environment: "live", keyId: one.keyId, secretId: rotated.secretId },
            ];
            const expectAll = async (sent: Sent) => {
              for (const scope of scopes) for (const each of ranges) await expectExactUsage(store(), scope, each, sent);
            };
            const sent = toSent(first);
            await send(store(), sent);
            await expectAll(sent);
            await Promise.all([rollUpAll(), rollUpAll(), expectAll(sent)]);
            await expectAll(sent);
            const more = toSent(late);
            await Promise.all([send(store(), more), rollUpAll()]);
            const all = {
              verifications: [...sent.verifications, ...more.verifications],
              reports: [...sent.reports, ...more.reports],
            };
            await expectAll(all);
            await Promise.all([rollUpAll(), rollUpAll()]);
            await expectAll(all);
          },
        ),
        { numRuns: 30 },
      );
    }, 240_000);

    test("totals by key and by secret, and the series of each key, add up to the team's", async () => {
      const busy = makeCaller();
      const rotated = makeCaller({ teamId: busy.teamId, keyId: busy.keyId });
      const calm = makeCaller({ teamId: busy.teamId });
      await send(store(), {
        verifications: [
          ...Array.from({ length: 300 }, (_, i) => verification(busy, NOW - i * 20 * MINUTE)),
          ...Array.from({ length: 30 }, (_, i) => verification(rotated, NOW - i * HOUR, { code: "RATE_LIMITED" })),
          verification(calm, NOW - HOUR),
        ],
        reports: [report(calm, NOW, { status: 404, latencyMs: 10 }), report(calm, NOW - DAY, { latencyMs: 30 })],
      });
      const team = { teamId: busy.teamId, environment: "live" as const };
      for (const isRolled of [false, true]) {
        if (isRolled) await rollUpAll();
        for (const of of RANGE_NAMES) {
          const inRange = namedRange(of, NOW, "Asia/Kolkata");
          const series = await store().series(team, inRange);
          const { keys } = await store().breakdown(team, inRange);
          const byKey = await store().totalsByKey(team, inRange, [...keys.map(({ value }) => value), newId()]);
          const all = await store().totalsByKey(team, inRange);
          expect([...all].map(([keyId, { requests, outcomes }]) => ({ keyId, requests, outcomes }))).toEqual(
            expect.arrayContaining(
              [...byKey].map(([keyId, { requests, outcomes }]) => ({ keyId, requests, outcomes })),
            ),
          );
          expect([...all.values()].every(({ latency }) => latency === null)).toBe(true);
          const each = await store().seriesByKey(team, inRange, [busy.keyId, calm.keyId]);
          for (const keyId of [busy.keyId, calm.keyId]) {
            const own = await store().series({ ...team, keyId }, inRange);
            expect({ ...byKey.get(keyId) }).toEqual(
              own.points.some((point) => point.requests > 0 || point.latency) ? own.totals : {},
            );
            const inTeam = keys.find(({ value }) => value === keyId);
            expect([inTeam?.requests ?? 0, inTeam?.refused ?? 0]).toEqual([own.totals.requests, refused(own.totals)]);
            expect(each.get(keyId)?.map(({ requests }) => requests)).toEqual(
              own.points.map(({ requests }) => requests),
            );
          }
          const sum = [...byKey.values()].reduce((all, { requests }) => all + requests, 0);
          expect(sum).toBe(series.totals.requests);
          const bySecret = await store().totalsBySecret({ ...team, keyId: busy.keyId }, inRange);
          expect((bySecret.get(busy.secretId)?.requests ?? 0) + (bySecret.get(rotated.secretId)?.requests ?? 0)).toBe(
            byKey.get(busy.keyId)?.requests ?? 0,
          );
        }
      }
    });

    test("a segment and a batch of reports count once, however often and from wherever they come", async () => {
      const caller = makeCaller();
      const content = Buffer.from(
        verificationLine(verification(caller, NOW)) + reportLine({ batchId: newId(), events: [report(caller, NOW)] }),
      );
      const segment = { id: newId(), content };
      const counted = await Promise.all(Array.from({ length: 6 }, () => store().count([segment])));
      expect(counted.flat().filter((flushed) => flushed.counted)).toHaveLength(1);
      await store().count([{ id: newId(), content: content.subarray(content.indexOf("B")) }]);
      const { totals } = await store().series({ ...caller, secretId: undefined }, namedRange("1h", NOW));
      expect([totals.requests, totals.responses["2xx"]]).toEqual([1, 1]);
    });

    test("a foreign team sees nothing, even when it names the key and the secret", async () => {
      const caller = makeCaller();
      await send(store(), {
        verifications: [
          verification(caller, NOW, { route: "/v1", ip: "8.8.8.8" }),
          verification(caller, NOW - 3 * HOUR),
        ],
        reports: [report(caller, NOW)],
      });
      for (const isRolled of [false, true]) {
        if (isRolled) await rollUpAll();
        const foreign = { teamId: newId(), environment: "live" as const };
        const named = { ...foreign, keyId: caller.keyId };
        for (const of of RANGE_NAMES) {
          const inRange = namedRange(of, NOW);
          for (const scope of [
            foreign,
            named,
            { ...named, secretId: caller.secretId },
            { ...caller, environment: "test" as const },
          ]) {
            expect((await store().series(scope, inRange)).totals.requests).toBe(0);
            const { statuses, ...parts } = await store().breakdown(scope, inRange);
            expect([statuses, ...Object.values(parts)].every((list) => list.length === 0)).toBe(true);
          }
          expect(await store().totalsByKey(foreign, inRange, [caller.keyId])).toEqual(new Map());
          expect(
            (await store().seriesByKey(foreign, inRange, [caller.keyId]))
              .get(caller.keyId)
              ?.every(({ requests }) => requests === 0),
          ).toBe(true);
          expect(await store().totalsBySecret(named, inRange)).toEqual(new Map());
        }
      }
    });

    test("a hostile caller's made-up routes are kept apart up to 200 an hour, and none of them is lost from the total", async () => {
      const caller = makeCaller();
      for (let batch = 0; batch < 4; batch++) {
        await send(store(), {
          verifications: Array.from({ length: 700 }, (_, i) =>
            verification(caller, NOW - batch * MINUTE, {
              method: "GET",
              route: i < 100 ? "/v1/real" : `/${batch}/${i}`,
            }),
          ),
          reports: [],
        });
      }
      await rollUpAll();
      const { routes } = await store().breakdown({ ...caller, secretId: undefined }, namedRange("7d", NOW));
      expect(routes.length).toBeLessThanOrEqual(201);
      expect(routes[0]).toMatchObject({ value: "GET /v1/real", requests: 400, isOther: false });
      expect(routes.at(-1)?.isOther).toBe(true);
      expect(routes.reduce((sum, { requests }) => sum + requests, 0)).toBe(2_800);
    });

    test("the worker learns which keys of any team were active", async () => {
      const [early, late] = [makeCaller(), makeCaller({ environment: "test" })];
      await send(store(), { verifications: [verification(early, NOW - HOUR), verification(late, NOW)], reports: [] });
      const active = async (from: number, to: number) =>
        (await store().activeKeys(new Date(from), new Date(to))).map(({ keyId }) => keyId);
      const soon = await active(NOW - 30 * MINUTE, NOW);
      expect([soon.includes(early.keyId), soon.includes(late.keyId)]).toEqual([false, true]);
      await rollUpAll();
      expect(await active(NOW - 2 * HOUR, NOW)).toEqual(expect.arrayContaining([early.keyId, late.keyId]));
    });

    test("what is past its keeping goes, level by level, and never a minute that is not rolled up", async () => {
      const caller = makeCaller();
      const scope = { teamId: caller.teamId, environment: "live" as const };
      const inDays = async (days: number, of: (typeof RANGE_NAMES)[number]) => {
        restore();
        restore = setClock(() => NOW + days * DAY);
        await store().expire();
        return (await store().series(scope, { ...namedRange(of, NOW), to: new Date(NOW) })).totals.requests;
      };
      await send(store(), { verifications: [verification(caller, NOW - 10 * MINUTE)], reports: [] });
      await rollUpAll();
      const { minutes, hours, days } = { minutes: KEPT.minutes / DAY, hours: KEPT.hours / DAY, days: KEPT.days / DAY };
      expect([
        await inDays(minutes - 1, "1h"),
        await inDays(minutes - 1, "7d"),
        await inDays(minutes - 1, "90d"),
      ]).toEqual([1, 1, 1]);
      expect([
        await inDays(minutes + 2, "1h"),
        await inDays(minutes + 2, "7d"),
        await inDays(minutes + 2, "90d"),
      ]).toEqual([0, 1, 1]);
      await send(store(), { verifications: [verification(caller, NOW - 10 * MINUTE)], reports: [] });
      expect([await inDays(hours + 9, "1h"), await inDays(hours + 9, "90d")]).toEqual([1, 2]);
      await rollUpAll();
      expect([await inDays(hours + 20, "7d"), await inDays(hours + 20, "90d")]).toEqual([0, 2]);
      expect(await inDays(days + 200, "90d")).toBe(0);
    });
  });
}
