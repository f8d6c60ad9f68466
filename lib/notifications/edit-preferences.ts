import type { Actor } from "@/lib/auth/actor";
import { holdAuthority } from "@/lib/auth/hold-authority";
import { inTransaction } from "@/lib/db/prisma";
import { type Preferences, readPreferences } from "./read-preferences";
import type { EditNoticePreferencesInput } from "./schema";

/**
 * The acting person chooses what they are told of in this team, and how; a mail that waits goes by what holds when it is due.
 * A person's own matter, so that the team's trail says nothing of it.
 * @throws DomainError forbidden or unauthenticated, when they have left or signed out meanwhile
 */
export async function editPreferences(actor: Actor, input: EditNoticePreferencesInput): Promise<Preferences> {
  const { teamId, userId } = actor;
  return inTransaction(async (tx) => {
    await holdAuthority(tx, actor);
    for (const { group, ...chosen } of input.preferences) {
      await tx.noticePreference.upsert({
        where: { teamId_userId_kindGroup: { teamId, userId, kindGroup: group } },
        create: { teamId, userId, kindGroup: group, ...chosen },
        update: chosen,
      });
    }
    return readPreferences(actor, tx);
  });
}
