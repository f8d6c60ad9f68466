import { expect, it } from "vitest";
import { streamLines } from "./stream-lines";

async function* count(to: number, seen: string[] = []): AsyncGenerator<string> {
  try {
    for (let i = 1; i <= to; i++) {
      seen.push(String(i));
      yield `${i}\n`;
    }
  } finally {
    seen.push("closed");
  }
}

it("sends every line, in order", async () => {
  const answer = await streamLines(count(3), { "Content-Type": "text/csv" });
  expect(await answer.text()).toBe("1\n2\n3\n");
  expect(answer.headers.get("Content-Type")).toBe("text/csv");
  expect(await (await streamLines(count(0), {})).text()).toBe("");
});

it("makes no more than is read, and closes the source when the reader leaves", async () => {
  const seen: string[] = [];
  const reader = (await streamLines(count(1_000_000, seen), {})).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(seen.length).toBeLessThan(10);
  expect(seen.at(-1)).toBe("closed");
});

it("fails at once when there is not even a first line", async () => {
  const failing = (async function* (): AsyncGenerator<string> {
    yield await Promise.reject(new Error("no database"));
  })();
  await expect(streamLines(failing, {})).rejects.toThrow("no database");
});
