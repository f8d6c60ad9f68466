import { expect, test, vi } from "vitest";
import { hashPassword } from "@/lib/auth/account/password";
import { requireFreshSignIn } from "@/lib/auth/fresh-sign-in";
import type { Person } from "@/lib/auth/person";
import { endSession, readSession, startSession } from "@/lib/auth/sessions/session";
import { clock, setClock } from "@/lib/clock";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { confirmIdentity, identityProof } from "./confirm-identity";

vi.hoisted(() => Object.assign(process.env, { GITHUB_ID: "id", GITHUB_SECRET: "secret" }));

const from = { ip: null, userAgent: null, requestId: "req_test" };
const password = "correct horse battery staple";
const LATER = 11 * 60_000;

async function person(passwordHash: string | null): Promise<Person> {
  const id = newId();
  await prisma().user.create({
    data: { id, email: `${id}@example.com`, emailConfirmedAt: clock.now(), name: "Ada", passwordHash },
  });
  return signedInAgain(await startSession(id, from));
}
async function signedInAgain(sessionId: string): Promise<Person> {
  const signedIn = await readSession(sessionId);
  if (signedIn === null) throw new Error("no session");
  return { ...signedIn, ...from };
}

test("the right password makes this session fresh again, and no other session of the person", async () => {
  const ada = await person(await hashPassword(password));
  const elsewhere = await startSession(ada.userId, from);
  const restore = setClock(() => Date.now() + LATER);
  expect(() => requireFreshSignIn(ada)).toThrow(/Confirm that it is you/);
  await expect(confirmIdentity(ada, { password: "not the right password" })).rejects.toMatchObject({
    code: "invalid",
    fieldErrors: { password: expect.any(String) },
  });
  expect(() => requireFreshSignIn(ada)).toThrow();
  await confirmIdentity(ada, { password });
  requireFreshSignIn(await signedInAgain(ada.sessionId));
  const other = await signedInAgain(elsewhere);
  expect(() => requireFreshSignIn(other)).toThrow();
  restore();
});

test("wrong passwords are throttled as they are when signing in", async () => {
  const ada = await person(await hashPassword(password));
  const tries = await Promise.allSettled(
    Array.from({ length: 12 }, () => confirmIdentity(ada, { password: "wrong wrong wrong wrong" })),
  );
  const codes = tries.map((one) => (one.status === "rejected" ? one.reason.code : "done"));
  expect(codes.filter((code) => code === "invalid")).toHaveLength(10);
  expect(codes.filter((code) => code === "too_many_requests")).toHaveLength(2);
});

test("an ended session is not made fresh, and an account without a password is sent to its provider", async () => {
  const ada = await person(await hashPassword(password));
  await endSession(ada.sessionId);
  await expect(confirmIdentity(ada, { password })).rejects.toMatchObject({ code: "unauthenticated" });
  const grace = await person(null);
  for (const provider of ["github", "google"])
    await prisma().linkedAccount.create({
      data: { id: newId(), userId: grace.userId, provider, subject: "1", name: "grace" },
    });
  expect(await identityProof(grace)).toEqual({
    password: false,
    code: false,
    // Linked to two, and one of them is configured here.
    providers: [{ id: "github", name: "GitHub" }],
  });
  await expect(confirmIdentity(grace, { password: "" })).rejects.toMatchObject({ code: "conflict" });
});
