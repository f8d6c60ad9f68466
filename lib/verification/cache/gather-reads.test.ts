import { expect, test } from "vitest";
import { gatherReads } from "./gather-reads";

test("the ids of one tick go into one query, each of them once", async () => {
  const asked: string[][] = [];
  const find = gatherReads(async (ids) => {
    asked.push([...ids]);
    return new Map(ids.filter((id) => id !== "none").map((id) => [id, id.toUpperCase()]));
  });
  expect(await Promise.all(["a", "b", "a", "none"].map(find))).toEqual(["A", "B", "A", null]);
  expect(asked).toEqual([["a", "b", "none"]]);
});

test("a flood is read by few queries of a bounded size, a few at a time, and nobody is forgotten", async () => {
  let [running, most, largest, queries] = [0, 0, 0, 0];
  const find = gatherReads(async (ids) => {
    queries++;
    most = Math.max(most, ++running);
    largest = Math.max(largest, ids.length);
    await new Promise(setImmediate);
    running--;
    return new Map(ids.map((id) => [id, id]));
  });
  const ids = Array.from({ length: 5_000 }, (_, i) => `id ${i}`);
  expect(await Promise.all(ids.map(find))).toEqual(ids);
  expect([most, largest, queries]).toEqual([4, 250, 20]);
});

test("a failed query fails those who asked in it, and the next one works", async () => {
  let isBroken = true;
  const find = gatherReads(async (ids) => {
    if (isBroken) throw new Error("connection refused");
    return new Map(ids.map((id) => [id, id]));
  });
  const settled = await Promise.allSettled([find("a"), find("a"), find("b")]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  isBroken = false;
  expect(await find("a")).toBe("a");
});
