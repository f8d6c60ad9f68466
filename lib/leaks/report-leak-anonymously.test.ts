import { afterEach, expect, test, vi } from "vitest";
import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import { createKey } from "@/lib/keys/create-key";
import { generateKey } from "@/lib/keys/format";
import { log } from "@/lib/log";
import { keyInput, makeActor } from "@/lib/testing/fixtures";
import { reportLeakAnonymously } from "./report-leak-anonymously";

afterEach(() => void vi.restoreAllMocks());

const from = (ip: string) => ({ ip, userAgent: "curl", requestId: "req_test" });

test("the answer is the same, and comes no sooner, for a real key, one that never was, and no key at all; the real one's owner is told", async () => {
  const written: string[] = [];
  for (const level of ["debug", "info", "warn", "error"] as const)
    vi.spyOn(log, level).mockImplementation((...words: unknown[]) => void written.push(JSON.stringify(words)));
  const owner = await makeActor();
  const { key, secret } = await createKey(owner, keyInput());
  const texts = [`found: ${secret}`, generateKey("myapi", "live").plaintext, "nothing at all"];
  for (const text of texts) {
    const began = performance.now();
    expect(await reportLeakAnonymously(from("203.0.113.4"), { text, url: "" })).toBeNull();
    expect(performance.now() - began).toBeGreaterThan(390);
  }
  const notices = await prisma().notice.findMany({ where: { teamId: owner.teamId } });
  expect(notices).toMatchObject([{ kind: "secret.leaked", keyId: readId("key", key.id) }]);
  // The team is not told who it was.
  const events = await prisma().auditEvent.findMany({ where: { action: "secret.leak_reported" } });
  expect(events).toMatchObject([{ actorName: "Anonymous report", ip: null, userAgent: null }]);
  expect(written.join()).not.toContain(secret);
});

test("an address that reports too often has to wait, whatever it reports; another one does not", async () => {
  const attempts = Array.from({ length: 25 }, () =>
    reportLeakAnonymously(from("203.0.113.5"), { text: "nothing at all", url: "" }).then(
      () => "thanks",
      ({ code }) => code,
    ),
  );
  const answers = await Promise.all(attempts);
  expect(answers.filter((one) => one === "thanks")).toHaveLength(20);
  expect(answers.filter((one) => one === "too_many_requests")).toHaveLength(5);
  expect(await reportLeakAnonymously(from("203.0.113.6"), { text: "nothing at all", url: "" })).toBeNull();
});
