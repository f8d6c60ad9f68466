import type { Actor } from "@/lib/auth/actor";
import { prisma, type Transaction } from "@/lib/db/prisma";
import { NOTICE_GROUPS } from "./notice-kind";
import { defaultPreference, type EmailMode, type KeysToldOf, type NoticePreference } from "./preference";

export type Preferences = {
  /** One for each group, in the order of NOTICE_GROUPS. */
  preferences: NoticePreference[];
  /** False: no mail reaches this person, since their address is not confirmed. */
  hasConfirmedAddress: boolean;
};

/** What the acting person has chosen for this team, and the defaults where they have not. */
export async function readPreferences(actor: Actor, tx: Transaction = prisma()): Promise<Preferences> {
  const { teamId, userId } = actor;
  const [rows, user] = await Promise.all([
    tx.noticePreference.findMany({ where: { teamId, userId } }),
    tx.user.findUnique({ where: { id: userId }, select: { emailConfirmedAt: true } }),
  ]);
  const preferences = NOTICE_GROUPS.map((group): NoticePreference => {
    const row = rows.find(({ kindGroup }) => kindGroup === group);
    if (row === undefined) return defaultPreference(actor.role, group);
    // Checks of the database hold these to the lists.
    return { group, email: row.email as EmailMode, dashboard: row.dashboard, keys: row.keys as KeysToldOf };
  });
  return { preferences, hasConfirmedAddress: user?.emailConfirmedAt != null };
}
