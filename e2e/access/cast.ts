import { encode } from "next-auth/jwt";
import type { Role } from "@/lib/auth/role";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/ids";
import { generateToken } from "@/lib/keys/token";

// Who knocks at the doors of e2e/access: rows of the database and cookies sealed as the product seals them, since a thousand cases
// cannot all type a password.

export type Team = { id: string; slug: string };
export type Member = { userId: string; email: string };
export type Cast = {
  ours: Team;
  theirs: Team;
  members: Record<Role | "colleague" | "removed" | "stranger" | "operator", Member>;
};

async function makeTeam(name: string): Promise<Team> {
  const id = newId();
  const slug = `${name}-${id.slice(-12)}`;
  await pool().query("INSERT INTO teams (id, name, slug) VALUES ($1, $2, $3)", [id, name, slug]);
  return { id, slug };
}

async function makeMember(name: string, team: Team | null, role: Role, isOperator = false): Promise<Member> {
  const userId = newId();
  const email = `${name}-${userId.slice(-12)}@example.com`;
  await pool().query(
    `INSERT INTO users (id, email, name, password_hash, is_operator, email_confirmed_at) VALUES ($1, $2, $3, 'no password signs in here', $4, now())`,
    [userId, email, name, isOperator],
  );
  if (team) await join(team, { userId, email }, role);
  return { userId, email };
}

const join = (team: Team, { userId }: Member, role: Role) =>
  pool().query(
    `INSERT INTO memberships (team_id, user_id, role) VALUES ($1, $2, $3) ON CONFLICT (team_id, user_id) DO UPDATE SET role = excluded.role`,
    [team.id, userId, role],
  );

/** A team with a member of each role and a colleague beside them; another team with its owner; somebody who was removed. */
export async function makeCast(): Promise<Cast> {
  const [ours, theirs] = [await makeTeam("ours"), await makeTeam("theirs")];
  return {
    ours,
    theirs,
    members: {
      owner: await makeMember("owner", ours, "owner"),
      admin: await makeMember("admin", ours, "admin"),
      developer: await makeMember("developer", ours, "developer"),
      viewer: await makeMember("viewer", ours, "viewer"),
      // An owner, so that the owner of the cast is never the last one, and may do all that is done to owners.
      colleague: await makeMember("colleague", ours, "owner"),
      removed: await makeMember("removed", null, "owner"),
      stranger: await makeMember("stranger", theirs, "owner"),
      operator: await makeMember("operator", null, "owner", true),
    },
  };
}

/** Puts everybody back into their team and role, after a case that was allowed to change it, and takes away what a team has only so many of. */
export async function restore({ ours, theirs, members }: Cast): Promise<void> {
  await join(ours, members.owner, "owner");
  await join(ours, members.colleague, "owner");
  await join(theirs, members.stranger, "owner");
  for (const role of ["admin", "developer", "viewer"] as const) await join(ours, members[role], role);
  await pool().query("DELETE FROM memberships WHERE user_id = ANY($1::uuid[])", [
    [members.removed.userId, members.operator.userId],
  ]);
  await pool().query("DELETE FROM webhook_endpoints WHERE team_id = ANY($1::uuid[])", [[ours.id, theirs.id]]);
}

export type SessionState = "live" | "expired" | "idle" | "signed out";
const AGES: Record<SessionState, string> = {
  live: "now(), now(), now() + interval '30 days', NULL",
  expired: "now() - interval '31 days', now(), now() - interval '1 second', NULL",
  idle: "now() - interval '8 days', now() - interval '7 days 1 second', now() + interval '22 days', NULL",
  "signed out": "now(), now(), now() + interval '30 days', now()",
};

/** The cookie of a new session of that person. */
export async function sessionCookie({ userId }: Member, state: SessionState): Promise<string> {
  const sessionId = newId();
  await pool().query(
    `INSERT INTO sessions (id, user_id, created_at, last_seen_at, expires_at, revoked_at, authenticated_at)
     VALUES ($1, $2, ${AGES[state]}, now())`,
    [sessionId, userId],
  );
  const sealed = await encode({ token: { sub: userId, sessionId }, secret: process.env.NEXTAUTH_SECRET ?? "" });
  return `next-auth.session-token=${sealed}`;
}

export type TokenState = "live" | "expired" | "revoked";
const ENDS: Record<TokenState, string> = {
  live: "NULL, NULL",
  expired: "now() - interval '1 second', NULL",
  revoked: "NULL, now()",
};

/** An access token of our team that was made by that person. */
export async function accessToken(team: Team, { userId }: Member, role: Role, state: TokenState): Promise<string> {
  const { plaintext, hash, lastFour } = generateToken("access");
  await pool().query(
    `INSERT INTO access_tokens (id, team_id, user_id, name, role, hash, last_four, expires_at, revoked_at)
     VALUES ($1, $2, $3, 'matrix', $4, $5, $6, ${ENDS[state]})`,
    [newId(), team.id, userId, role, hash, lastFour],
  );
  return plaintext;
}

export async function serviceToken(state: "live" | "revoked"): Promise<string> {
  const { plaintext, hash, lastFour } = generateToken("service");
  await pool().query(
    `INSERT INTO service_tokens (id, name, hash, last_four, revoked_at) VALUES ($1, 'matrix', $2, $3, ${state === "live" ? "NULL" : "now()"})`,
    [newId(), hash, lastFour],
  );
  return plaintext;
}
