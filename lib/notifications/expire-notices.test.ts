import { afterEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { makeActor } from "@/lib/testing/fixtures";
import { insertKey } from "@/lib/testing/insert-key";
import { standingClock, type TestClock } from "@/lib/testing/notices";
import { expireNotices } from "./expire-notices";
import { listNotices } from "./list-notices";
import { planNotices } from "./plan-notices";
import { listNoticesSchema } from "./schema";

const DAY = 86_400_000;
let time: TestClock;
afterEach(() => time.restore());

test("a notice is kept for 400 days, not a day less, and goes with its deliveries and its mail; it is not told again", async () => {
  time = standingClock("2027-03-01T12:00:00Z");
  const owner = await makeActor();
  const { keyId } = await insertKey({ teamId: owner.teamId });
  await pool().query(
    "UPDATE keys SET created_at = $2::timestamptz - interval '60 days', updated_at = $2::timestamptz - interval '60 days', expires_at = $2 WHERE id = $1",
    [keyId, new Date(time.now)],
  );
  await planNotices();
  const inbox = async () => (await listNotices(owner, listNoticesSchema.parse({}))).notices.length;
  expect(await inbox()).toBe(1);
  const { id: noticeId, createdAt } = await prisma().notice.findFirstOrThrow({ where: { teamId: owner.teamId } });
  const [mail, waiting] = [newId(), newId()];
  const sent = { teamId: owner.teamId, userId: owner.userId, createdAt, nextAttemptAt: createdAt };
  await prisma().noticeMail.create({ data: { id: mail, ...sent, outcome: "sent", settledAt: createdAt } });
  await prisma().noticeMail.create({ data: { id: waiting, ...sent } });
  await prisma().noticeDelivery.create({
    data: {
      noticeId,
      teamId: owner.teamId,
      userId: owner.userId,
      channel: "mail",
      createdAt,
      dueAt: createdAt,
      mailId: mail,
    },
  });

  time.now += 400 * DAY;
  expect([await expireNotices(), await inbox()]).toEqual([0, 1]);
  time.now += 1;
  expect([await expireNotices(), await inbox()]).toEqual([1, 0]);
  expect(await prisma().noticeDelivery.count({ where: { teamId: owner.teamId } })).toBe(0);
  // What was never sent is not forgotten by age.
  const left = await prisma().noticeMail.findMany({ where: { teamId: owner.teamId }, select: { id: true } });
  expect(left).toEqual([{ id: waiting }]);
  await planNotices();
  expect(await inbox()).toBe(0);
});
