import { prisma } from "@/lib/db/prisma";
import { readId } from "@/lib/ids";
import type { NoticeFacts } from "./facts";
import type { LeakAsItIs } from "./is-pressing";

/** What these notices' leaks are about, as it is now, by the alert's shown id. Asks nothing where no notice tells of a leak. */
export async function leaksAsTheyAre(teamId: string, facts: readonly NoticeFacts[]): Promise<Map<string, LeakAsItIs>> {
  const leaks = facts.flatMap((one) => (one.kind === "secret.leaked" ? one : []));
  if (leaks.length === 0) return new Map();
  const ids = leaks.flatMap(({ alertId }) => readId("alert", alertId) ?? []);
  const [alerts, secrets] = await Promise.all([
    prisma().alert.findMany({ where: { teamId, id: { in: ids } } }),
    prisma().secret.findMany({
      where: { key: { teamId }, publicId: { in: leaks.map(({ secretId }) => secretId) } },
      select: { publicId: true, endsAt: true },
    }),
  ]);
  return new Map(
    leaks.map(({ alertId, secretId }) => {
      const alert = alerts.find(({ id }) => id === readId("alert", alertId)) ?? null;
      const secretEndsAt = secrets.find(({ publicId }) => publicId === secretId)?.endsAt ?? null;
      return [alertId, { alert, secretEndsAt }];
    }),
  );
}
