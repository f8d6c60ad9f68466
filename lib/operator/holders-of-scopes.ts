import { prisma, type Transaction } from "@/lib/db/prisma";

/** How many keys, of all teams, hold each of these scopes; revoked ones, which can do nothing any more, are left out. */
export async function holdersOfScopes(
  names: readonly string[],
  tx: Pick<Transaction, "$queryRaw"> = prisma(),
): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ name: string; holders: number }[]>`
    SELECT scope AS name, count(*)::int AS holders FROM keys, unnest(scopes) AS scope
    WHERE revoked_at IS NULL AND scope = ANY (${names}::text[]) GROUP BY scope`;
  return new Map(rows.map(({ name, holders }) => [name, holders]));
}
