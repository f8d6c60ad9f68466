import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Person } from "@/lib/auth/person";
import { readAnySession, readSession, startSession } from "@/lib/auth/sessions/session";
import { signIn } from "@/lib/auth/sign-in/sign-in";
import { openAccount } from "@/lib/auth/sign-up/open-account";
import { signUp } from "@/lib/auth/sign-up/sign-up";
import { setClock } from "@/lib/clock";
import { inTransaction, prisma } from "@/lib/db/prisma";
import { log } from "@/lib/log";
import { mailsUnderWay } from "@/lib/mail/send-in-background";
import { type MailSink, startMailSink } from "@/lib/testing/mail-sink";
import { changeEmail } from "./change-email";
import { choosePassword, readResetLink } from "./choose-password";
import { confirmEmail, readConfirmLink } from "./confirm-email";
import { verifyPassword } from "./password";
import { requestPasswordReset } from "./request-password-reset";
import { resendConfirmation } from "./resend-confirmation";
import { createResetLink, resetPassword } from "./reset-password";

// Over 250 lines since all links out of mails are held to the same: one use, one purpose, one account, a time.

const from = { ip: null, userAgent: null, requestId: "req_test" };
const PASSWORD = "correct horse battery staple";
const OTHER = "wrong zebra charger paperclip";
const MINUTE = 60_000;
let sink: MailSink;
const written: string[] = [];

beforeAll(async () => {
  sink = await startMailSink();
  Object.assign(process.env, {
    SMTP_URL: sink.url,
    MAIL_FROM: "Acme API <keys@example.com>",
    NEXTAUTH_URL: "https://keys.example.com",
  });
  await prisma().deployment.update({ where: { id: 1 }, data: { productName: "Acme API" } });
  for (const level of ["info", "warn", "error"] as const)
    vi.spyOn(log, level).mockImplementation((...words: unknown[]) => void written.push(JSON.stringify(words)));
  await signUp({ name: "Op", email: "operator@example.com", password: PASSWORD, teamName: "Ops" }, from);
});
afterAll(() => sink.stop());
beforeEach(async () => {
  await prisma().signInThrottle.deleteMany();
  sink.mails.length = 0;
});

const input = (email: string, password = PASSWORD) => ({ name: "Ada", email, password, teamName: "Engines" });
const account = (email: string) => prisma().user.findUniqueOrThrow({ where: { email } });
/** The token of the link to this page in the newest mail to an address. */
async function linkIn(address: string, page: string): Promise<string> {
  await mailsUnderWay();
  const mail = await sink.mailTo(address);
  const token = new RegExp(`https://keys\\.example\\.com/${page}/([A-Za-z0-9_-]{43})\\s`).exec(mail.text)?.[1];
  if (token === undefined) throw new Error(`no link to ${page} in: ${mail.text}`);
  return token;
}
/** An account that counts, signed in. */
async function confirmed(email: string): Promise<Person> {
  await openAccount(input(email), from);
  await prisma().user.update({ where: { email }, data: { emailConfirmedAt: new Date() } });
  await mailsUnderWay();
  sink.mails.length = 0;
  const person = await readSession(await startSession((await account(email)).id, from));
  if (person === null) throw new Error("not signed in");
  return { ...person, ...from };
}

test("the operator's own account counts at once; another one's sessions are nobody's until its link was opened", async () => {
  expect((await account("operator@example.com")).emailConfirmedAt).not.toBeNull();
  expect(await openAccount(input("new@example.com"), from)).toEqual({ next: "look_into_mail" });
  const token = await linkIn("new@example.com", "confirm-email");
  const mail = await sink.mailTo("new@example.com");
  expect(mail.subject).toBe("Confirm your address for Acme API");

  const signedIn = await signIn({ email: "new@example.com", password: PASSWORD }, from);
  const session = signedIn?.step === "done" ? signedIn.sessionId : "";
  expect(await readSession(session)).toBeNull();
  expect(await readAnySession(session)).toEqual({ unconfirmed: expect.objectContaining({ email: "new@example.com" }) });
  expect(await readConfirmLink(token)).toMatchObject({ email: "new@example.com" });

  const { id: userId } = await account("new@example.com");
  const tries = await Promise.allSettled([1, 2, 3].map(() => confirmEmail({ userId }, { token }, from)));
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await readSession(session)).toMatchObject({ userId });
  await expect(confirmEmail({ userId }, { token }, from)).rejects.toMatchObject({ code: "not_found" });
});

test("nobody but who is signed in to the account confirms it: its address's owner lets nobody in by following a link", async () => {
  await openAccount(input("squatted@example.com", OTHER), from);
  const token = await linkIn("squatted@example.com", "confirm-email");
  const bystander = await account("operator@example.com");
  await expect(confirmEmail({ userId: bystander.id }, { token }, from)).rejects.toMatchObject({ code: "not_found" });
  expect((await account("squatted@example.com")).emailConfirmedAt).toBeNull();
});

test("a confirmation link serves for 24 hours and until the next one", async () => {
  await openAccount(input("late@example.com"), from);
  const first = await linkIn("late@example.com", "confirm-email");
  const { id: userId, name, email } = await account("late@example.com");
  sink.mails.length = 0;
  await resendConfirmation({ userId, name, email }, from);
  const second = await linkIn("late@example.com", "confirm-email");
  await expect(confirmEmail({ userId }, { token: first }, from)).rejects.toMatchObject({ code: "not_found" });
  const restore = setClock(() => Date.now() + 24 * 60 * MINUTE);
  await expect(confirmEmail({ userId }, { token: second }, from)).rejects.toMatchObject({ code: "not_found" });
  restore();
  expect(await confirmEmail({ userId }, { token: second }, from)).toEqual({ email });
  for (let i = 0; i < 4; i++) await resendConfirmation({ userId, name, email }, from);
  await expect(resendConfirmation({ userId, name, email }, from)).rejects.toMatchObject({ code: "too_many_requests" });
});

test("signing up says the same for a known address, whose owner alone is told, and changes nothing about the account", async () => {
  const person = await confirmed("known@example.com");
  const before = await account("known@example.com");
  expect(await openAccount(input("known@example.com", OTHER), from)).toEqual({ next: "look_into_mail" });
  await mailsUnderWay();
  const mail = await sink.mailTo("known@example.com");
  expect(mail.subject).toBe("You have an account at Acme API");
  expect(mail.text).toContain("https://keys.example.com/forgot-password");
  expect(await account("known@example.com")).toEqual(before);
  expect(await prisma().mailToken.count({ where: { userId: person.userId } })).toBe(1);
});

test("a reset by mail: one use of many at once, every session and every other link ended, the owner told, nobody signed in", async () => {
  const person = await confirmed("forgot@example.com");
  await changeEmail(person, { email: "thief@example.com" });
  const change = await linkIn("thief@example.com", "confirm-email");
  await requestPasswordReset({ email: "forgot@example.com" }, from);
  const old = await linkIn("forgot@example.com", "reset-password");
  sink.mails.length = 0;
  await requestPasswordReset({ email: "forgot@example.com" }, from);
  const token = await linkIn("forgot@example.com", "reset-password");
  expect(await readResetLink(old)).toBeNull();
  expect(await readResetLink(token)).toEqual({ email: "forgot@example.com" });

  await expect(choosePassword({ token, password: "short" }, from)).rejects.toMatchObject({ code: "invalid" });
  const tries = await Promise.allSettled(
    ["one two three four five", "six seven eight nine ten"].flatMap((password) => [
      choosePassword({ token, password }, from),
      choosePassword({ token, password }, from),
    ]),
  );
  expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect(await readSession(person.sessionId)).toBeNull();
  expect(await prisma().session.count({ where: { userId: person.userId, revokedAt: null } })).toBe(0);
  expect(await readConfirmLink(change)).toBeNull();
  expect(await signIn({ email: "forgot@example.com", password: PASSWORD }, from)).toBeNull();
  await mailsUnderWay();
  expect((await sink.mailTo("forgot@example.com")).subject).toBe("Your password at Acme API was changed");
  expect(await prisma().auditEvent.count({ where: { action: "account.password", actorId: person.userId } })).toBe(1);
});

test("a reset link serves for 30 minutes, and for the address it was sent to", async () => {
  const person = await confirmed("slow@example.com");
  await requestPasswordReset({ email: "slow@example.com" }, from);
  const token = await linkIn("slow@example.com", "reset-password");
  const restore = setClock(() => Date.now() + 30 * MINUTE);
  await expect(choosePassword({ token, password: OTHER }, from)).rejects.toMatchObject({ code: "not_found" });
  restore();
  await prisma().user.update({ where: { id: person.userId }, data: { email: "slow2@example.com" } });
  await expect(choosePassword({ token, password: OTHER }, from)).rejects.toMatchObject({ code: "not_found" });
  for (const bad of ["", "x", "a".repeat(43), `${token}=`, "a\0b"]) expect(await readResetLink(bad)).toBeNull();
});

test("asking for a reset answers without waiting for a look at the accounts, the same for an unknown address, and counts alike", async () => {
  await confirmed("asked@example.com");
  await inTransaction(async (tx) => {
    // Nobody can be looked up while this lasts.
    await tx.$executeRaw`LOCK TABLE users IN ACCESS EXCLUSIVE MODE`;
    await requestPasswordReset({ email: "asked@example.com" }, from);
  });
  await mailsUnderWay();
  expect(sink.mails.splice(0)).toHaveLength(1);
  await prisma().signInThrottle.deleteMany();
  const answers: unknown[][] = [];
  for (const email of ["asked@example.com", "unknown@example.com"]) {
    const said: unknown[] = [];
    for (let i = 0; i < 6; i++) said.push(await requestPasswordReset({ email }, from).catch((error) => error.message));
    answers.push(said);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.slice(0, 5)).toEqual(Array(5).fill(undefined));
  expect(answers[0]?.[5]).toMatch(/Too many attempts/);
  await mailsUnderWay();
  expect(sink.mails.map((mail) => mail.to)).toEqual(Array(5).fill("asked@example.com"));
});

test("an account without a password gets its first by a reset, and an unconfirmed one its confirmation", async () => {
  await openAccount(input("first@example.com"), from);
  await prisma().user.update({ where: { email: "first@example.com" }, data: { passwordHash: null } });
  await mailsUnderWay();
  sink.mails.length = 0;
  expect(await signIn({ email: "first@example.com", password: PASSWORD }, from)).toBeNull();
  await requestPasswordReset({ email: "first@example.com" }, from);
  await choosePassword({ token: await linkIn("first@example.com", "reset-password"), password: OTHER }, from);
  const user = await account("first@example.com");
  expect(user.emailConfirmedAt).not.toBeNull();
  expect(await verifyPassword(user.passwordHash, OTHER)).toBe(true);
});

test("the operator's command makes a link that works, or sets a password; either way every session ends", async () => {
  const person = await confirmed("helpless@example.com");
  const link = await createResetLink({ email: "Helpless@example.com" });
  const token = /^https:\/\/keys\.example\.com\/reset-password\/([A-Za-z0-9_-]{43})$/.exec(link)?.[1] ?? "";
  await choosePassword({ token, password: OTHER }, from);
  expect(await readSession(person.sessionId)).toBeNull();
  const again = await startSession(person.userId, from);
  await resetPassword({ email: "helpless@example.com", password: PASSWORD });
  expect(await readSession(again)).toBeNull();
  await expect(createResetLink({ email: "nobody@example.com" })).rejects.toMatchObject({ code: "not_found" });
});

test("a new address replaces the old one once it is confirmed; the old one hears of it at once", async () => {
  const person = await confirmed("old@example.com");
  expect(await changeEmail(person, { email: "fresh@example.com" })).toEqual({ confirm: true });
  const token = await linkIn("fresh@example.com", "confirm-email");
  const told = await sink.mailTo("old@example.com");
  expect(told.text).toContain("fresh@example.com");
  expect(await account("old@example.com")).toMatchObject({ id: person.userId });
  await confirmEmail(person, { token }, from);
  expect(await readSession(person.sessionId)).toMatchObject({ email: "fresh@example.com" });
  const event = await prisma().auditEvent.findFirst({ where: { action: "account.email", actorId: person.userId } });
  expect(event).toMatchObject({ before: { email: "old@example.com" }, after: { email: "fresh@example.com" } });
});

test("a change of address asks for a fresh proof, and never says whose the address is", async () => {
  const person = await confirmed("mover@example.com");
  const stale = { ...person, authenticatedAt: new Date(Date.now() - 11 * MINUTE) };
  await expect(changeEmail(stale, { email: "x@example.com" })).rejects.toMatchObject({
    code: "fresh_sign_in_required",
  });
  await confirmed("settled@example.com");
  expect(await changeEmail(person, { email: "settled@example.com" })).toEqual({ confirm: true });
  await mailsUnderWay();
  expect((await sink.mailTo("settled@example.com")).subject).toBe("You have an account at Acme API");
  // Taken between the mail and the press.
  await changeEmail(person, { email: "raced@example.com" });
  const token = await linkIn("raced@example.com", "confirm-email");
  await confirmed("raced@example.com");
  await expect(confirmEmail(person, { token }, from)).rejects.toMatchObject({ code: "conflict" });
});

test("only hashes of the links are stored, and nothing secret is logged, also when the mail server is away", async () => {
  await confirmed("quiet@example.com");
  await requestPasswordReset({ email: "quiet@example.com" }, from);
  const token = await linkIn("quiet@example.com", "reset-password");
  const rows = await prisma().$queryRaw<{ row: string }[]>`SELECT t::text AS row FROM mail_tokens t`;
  expect(JSON.stringify(rows)).not.toContain(token);
  const mail = await import("@/lib/mail/send-mail");
  await sink.stop();
  await requestPasswordReset({ email: "quiet@example.com" }, from);
  await mailsUnderWay();
  await expect(mail.sendMail({ to: "quiet@example.com", subject: "s", text: "t", html: "t" })).rejects.toMatchObject({
    code: "unavailable",
  });
  expect(written.join()).toContain("the mail server did not take a mail");
  expect(written.join()).not.toMatch(/@example\.com|[A-Za-z0-9_-]{43}/);
});
