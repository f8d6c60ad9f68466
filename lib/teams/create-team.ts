import { recordEvent } from "@/lib/audit/record-event";
import type { Actor } from "@/lib/auth/actor";
import { clock } from "@/lib/clock";
import type { Transaction } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { slugOf } from "./slug";

// Any fixed number: teams of one name that are made at once take their slugs one after the other.
const SLUG_LOCK = 7_212_466_542;

export type CreatedTeam = { id: string; name: string; slug: string };

/** A team with its first owner, in the caller's transaction. A taken slug gets a number behind it. */
export async function createTeam(
  tx: Transaction,
  owner: Pick<Actor, "id" | "name" | "ip" | "userAgent" | "requestId">,
  name: string,
): Promise<CreatedTeam> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SLUG_LOCK})`;
  const base = slugOf(name);
  const taken = new Set(
    (await tx.team.findMany({ where: { slug: { startsWith: base } }, select: { slug: true } })).map((t) => t.slug),
  );
  let slug = base;
  for (let n = 2; taken.has(slug); n++) slug = `${base}-${n}`;
  const now = clock.now();
  const team = await tx.team.create({
    data: {
      id: newId(),
      name,
      slug,
      createdAt: now,
      memberships: { create: { userId: owner.id, role: "owner", createdAt: now } },
    },
  });
  await recordEvent(
    tx,
    team.id,
    { ...owner, kind: "user" },
    {
      action: "team.create",
      target: { kind: "team", id: team.id },
      after: { name, slug },
    },
  );
  return { id: team.id, name, slug };
}
