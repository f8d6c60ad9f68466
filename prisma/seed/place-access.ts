import type pg from "pg";
import { newId } from "@/lib/ids";
import { generateToken, type TokenKind } from "@/lib/keys/token";
import type { TargetTrace } from "./demo-audit";
import { DEMO_BROWSER, DEMO_INVITATIONS, DEMO_MEMBERS, DEMO_TOKENS, type MemberName } from "./demo-members";
import { insertRows } from "./insert-rows";

const OPEN_DAYS = 7;

/** Made as real ones are; what they open is thrown away. */
function hashed(kind: TokenKind): { hash: string; lastFour: string } {
  const { hash, lastFour } = generateToken(kind);
  return { hash: `\\x${hash.toString("hex")}`, lastFour };
}

/** When each member was last here, who is invited, and the team's access tokens; returns what the trail says of them. */
export async function placeAccess(
  client: pg.ClientBase,
  teamId: string,
  userIds: ReadonlyMap<MemberName, string>,
  daysAgo: (days: number) => Date,
): Promise<TargetTrace[]> {
  const iso = (days: number | undefined) => (days === undefined ? null : daysAgo(days).toISOString());
  const seen = DEMO_MEMBERS.filter((member) => member.seen !== undefined);
  await insertRows(
    client,
    "sessions",
    seen.map(({ name, ip, seen = 0 }) => ({
      id: newId(),
      user_id: userIds.get(name),
      created_at: iso(seen + 0.2),
      authenticated_at: iso(seen + 0.2),
      last_seen_at: iso(seen),
      // Signed out: nobody holds a cookie of it.
      revoked_at: iso(seen),
      expires_at: iso(seen + 0.2 - 30),
      method: "password",
      ip,
      user_agent: DEMO_BROWSER,
    })),
  );
  const invitations = DEMO_INVITATIONS.map((spec) => ({ ...spec, id: newId() }));
  await insertRows(
    client,
    "invitations",
    invitations.map(({ id, email, role, by, made }) => ({
      ...{ id, team_id: teamId, email, role, hash: hashed("invitation").hash },
      ...{ invited_by_id: userIds.get(by), invited_by_name: by },
      ...{ created_at: iso(made), expires_at: iso(made - OPEN_DAYS) },
    })),
  );
  const tokens = DEMO_TOKENS.map((spec) => ({ ...spec, id: newId() }));
  await insertRows(
    client,
    "access_tokens",
    tokens.map(({ id, name, role, by, made, expires, used, revoked }) => {
      const { hash, lastFour } = hashed("access");
      return {
        ...{ id, team_id: teamId, user_id: userIds.get(by), name, role, hash, last_four: lastFour },
        ...{ created_at: iso(made), expires_at: iso(expires), last_used_at: iso(used), revoked_at: iso(revoked) },
      };
    }),
  );
  return [
    ...invitations.map(({ id, email, role, by, made }): TargetTrace => {
      const after = { email, role, expiresAt: iso(made - OPEN_DAYS) };
      return { action: "invitation.create", at: daysAgo(made), by, before: null, after, kind: "invitation", id };
    }),
    ...tokens.flatMap(({ id, name, role, by, made, expires, revoked }): TargetTrace[] => {
      const target = { by, kind: "access_token" as const, id };
      const after = { name, role, expiresAt: iso(expires) };
      const created: TargetTrace = { ...target, action: "access_token.create", at: daysAgo(made), before: null, after };
      if (revoked === undefined) return [created];
      const ended = { name, revokedAt: iso(revoked) };
      return [
        created,
        { ...target, action: "access_token.revoke", at: daysAgo(revoked), before: { revokedAt: null }, after: ended },
      ];
    }),
  ];
}
