import "@/lib/testing/next-request";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { prisma } from "@/lib/db/prisma";
import { makeActor } from "@/lib/testing/fixtures";
import { inRequest } from "@/lib/testing/next-request";

/** A signed-in member's way to call actions, from our own page. */
async function caller() {
  const { startSession } = await import("@/lib/auth/sessions/session");
  const actor = await makeActor();
  const sessionId = await startSession(actor.userId, actor);
  const secret = process.env.NEXTAUTH_SECRET ?? "";
  const cookie = `next-auth.session-token=${await encode({ token: { sub: actor.userId, sessionId }, secret })}`;
  const headers = new Headers({ host: "localhost:3000", origin: "http://localhost:3000", cookie });
  const { slug } = await prisma().team.findUniqueOrThrow({ where: { id: actor.teamId } });
  return { ...actor, slug, call: <T>(act: () => Promise<T>) => inRequest(headers, act) };
}

test("who has yet to confirm their address can do nothing but that: not in their own team, not to their own account", async () => {
  const account = await import("./account");
  const keys = await import("./keys");
  const signIn = await import("./sign-in");
  const person = await caller();
  const confirm = (emailConfirmedAt: Date | null) =>
    prisma().user.update({ where: { id: person.userId }, data: { emailConfirmedAt } });
  const acts = [
    () => keys.createKeyAction({ team: person.slug, label: "k", environment: "live", scopes: ["read"] } as never),
    () => signIn.startLinkAction({ provider: "oidc" }),
    () => signIn.unlinkAccountAction({ provider: "oidc" }),
    () => signIn.changeEmailAction({ email: "other@example.com" }),
    () => account.signOutEverywhereAction({}),
  ];
  const codes = async () => {
    const said: string[] = [];
    for (const act of acts) {
      const answer = await person.call<{ ok: boolean; error?: { code: string; message: string } }>(act);
      said.push(answer.error?.message ?? "done");
    }
    return said;
  };
  await confirm(null);
  expect(new Set(await codes())).toEqual(
    new Set(["Your address is not confirmed yet. Open the link in the mail that was sent to it."]),
  );
  // Confirming is open to them: the link is asked about, not who they are.
  expect(await person.call(() => signIn.confirmEmailAction({ token: "a".repeat(43) }))).toMatchObject({
    error: { code: "not_found" },
  });
  await confirm(new Date());
  expect((await codes()).join()).not.toContain("not confirmed");
});

test("a request for a reset and a new password by link take no field too many, and nothing that is no address", async () => {
  const signIn = await import("./sign-in");
  const { call } = await caller();
  for (const bad of [{ email: "x" }, { email: "a@example.com", userId: "1" }, {}, null, "a@example.com"])
    expect(await call(() => signIn.requestPasswordResetAction(bad as never))).toMatchObject({
      error: { code: "invalid" },
    });
  expect(await call(() => signIn.requestPasswordResetAction({ email: "a@example.com" }))).toMatchObject({
    error: { code: "unavailable" },
  });
  expect(
    await call(() => signIn.choosePasswordAction({ token: "x", password: "y", email: "z" } as never)),
  ).toMatchObject({
    error: { code: "invalid" },
  });
});
