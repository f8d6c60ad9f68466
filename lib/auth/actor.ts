import type { Role } from "./role";

/** Who acts, in which team, with which role: the first argument of every domain function that touches a team's data. */
export type Actor = {
  kind: "user" | "access_token";
  /** UUID of the user, or of the access token. */
  id: string;
  name: string;
  /** UUID of the person behind it; for an access token its creator. */
  userId: string;
  teamId: string;
  role: Role;
  /** UUID of the session the person acts in; an access token has none. */
  sessionId?: string;
  /** When the person last proved who they are in this session; null for an access token, which never can. */
  authenticatedAt: Date | null;
  ip: string | null;
  userAgent: string | null;
  requestId: string;
};
