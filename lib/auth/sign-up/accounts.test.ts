import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { hashPassword, passwordProblem, verifyPassword } from "@/lib/auth/account/password";
import { emailSchema } from "@/lib/auth/schema";
import { endSession, readSession, startSession } from "@/lib/auth/sessions/session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { isFirstRun, signUp } from "./sign-up";

const nobody = { ip: null, userAgent: null, requestId: "req_test" };
const account = (email: string) => ({
  name: "Ada",
  email,
  password: "correct horse battery staple",
  teamName: "Analytical Engines",
});
const DAY_MS = 86_400_000;

test("of many first sign-ups at once exactly one becomes the operator, each with a team of its own", async () => {
  expect(await isFirstRun()).toBe(true);
  const made = await Promise.all(Array.from({ length: 8 }, (_, i) => signUp(account(`a${i}@example.com`), nobody)));
  expect(made.filter((one) => one.isOperator)).toHaveLength(1);
  expect(new Set(made.map((one) => one.teamSlug)).size).toBe(8);
  expect(made[0]?.teamSlug).toMatch(/^analytical-engines/);
  expect(await isFirstRun()).toBe(false);
});

test("an address signs up once", async () => {
  const tries = await Promise.allSettled([1, 2, 3].map(() => signUp(account("once@example.com"), nobody)));
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
});

test("bootstrap refuses when an account exists", async () => {
  await expect(signUp(account("late@example.com"), nobody, true)).rejects.toMatchObject({ code: "conflict" });
});

test("passwords: argon2id with the documented cost, 15 characters, common ones refused, no composition rules", async () => {
  expect(await hashPassword("correct horse battery staple")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  for (const bad of [
    "short",
    "fourteen chars",
    "passwordpassword",
    "qwertyuiop12345",
    "aaaaaaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "123456789012345678",
    "Password1234567",
    "ada@example.com",
  ]) {
    expect(passwordProblem(bad, ["ada@example.com"]), bad).not.toBeNull();
  }
  for (const good of [
    "correct horse battery staple",
    "all lower case words",
    "Pässwörter sind lang",
    "🔑🔑🔒 unicode is fine",
  ]) {
    expect(passwordProblem(good), good).toBeNull();
  }
});

test("an unknown address costs as much as a known one: nobody's hash has the same parameters", async () => {
  const source = await readFile("lib/auth/account/password.ts", "utf8");
  const costs = (text: string) => /\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$/.exec(text)?.[0];
  expect(costs(source)).toBe(costs(await hashPassword("correct horse battery staple")));
  expect(await verifyPassword(null, "anything at all, really")).toBe(false);
});

test("one password, however its characters were composed", async () => {
  const stored = await hashPassword("caf\u00e9 au lait s'il vous plait");
  expect(await verifyPassword(stored, "cafe\u0301 au lait s'il vous plait")).toBe(true);
});

test("a wrong password and an unknown address get the same answer and count alike against the limit", async () => {
  await signUp(account("known@example.com"), nobody);
  const answers: unknown[][] = [];
  for (const email of ["known@example.com", "unknown@example.com"]) {
    const tries: unknown[] = [];
    for (let i = 0; i < 12; i++) {
      tries.push(
        await signIn({ email, password: "not the right password" }, nobody).catch((error: Error) => error.message),
      );
    }
    answers.push(tries);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.slice(0, 10)).toEqual(Array(10).fill(null));
  expect(answers[0]?.[10]).toMatch(/Too many attempts\. Try again in 15 minutes/);
  await expect(signIn({ email: "known@example.com", password: account("").password }, nobody)).rejects.toMatchObject({
    code: "too_many_requests",
  });
  const restore = setClock(() => Date.now() + 16 * 60_000);
  expect(await signIn({ email: "Known@Example.com", password: account("").password }, nobody)).toMatchObject({
    userId: expect.any(String),
  });
  restore();
});

test("parallel attempts cannot slip past the limit", async () => {
  await signUp(account("parallel@example.com"), nobody);
  const tries = await Promise.allSettled(
    Array.from({ length: 30 }, () =>
      signIn({ email: "parallel@example.com", password: "wrong wrong wrong wrong" }, nobody),
    ),
  );
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(10);
});

test("a session ends when it is ended, after 30 days however busy, and after 7 days unused", async () => {
  const { userId } = await signUp(account("sessions@example.com"), nobody);
  const ended = await startSession(userId, nobody);
  expect(await readSession(ended)).toMatchObject({ userId, email: "sessions@example.com" });
  await endSession(ended);
  expect(await readSession(ended)).toBeNull();

  const start = Date.now();
  const began = setClock(() => start);
  const busy = await startSession(userId, nobody);
  const idle = await startSession(userId, nobody);
  began();
  for (let day = 6; day <= 30; day += 6) {
    const restore = setClock(() => start + day * DAY_MS);
    expect(await readSession(busy), `day ${day}`).toEqual(day < 30 ? expect.objectContaining({ userId }) : null);
    restore();
  }
  const restore = setClock(() => start + 7 * DAY_MS + 1_000);
  expect(await readSession(idle)).toBeNull();
  restore();
});

test("a session's id is a fresh UUID and deleting the person ends it", async () => {
  const { userId } = await signUp(account("gone@example.com"), nobody);
  const session = await startSession(userId, nobody);
  await prisma().membership.deleteMany({ where: { userId } });
  await prisma().user.delete({ where: { id: userId } });
  expect(await readSession(session)).toBeNull();
});

test("addresses with quoted local parts, full-width signs or spaces are refused; case does not matter", () => {
  for (const bad of [
    '"a b"@example.com',
    "a＠example.com",
    "a@exam ple.com",
    "a@b",
    "@example.com",
    "a@example.com\u0000",
  ]) {
    expect(emailSchema.safeParse(bad).success, bad).toBe(false);
  }
  expect(emailSchema.parse(" Ada@Example.COM ")).toBe("ada@example.com");
});
