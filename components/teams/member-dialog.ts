import type { Role } from "@/lib/auth/role";
import type { MemberView } from "@/lib/teams/list-members";

/** What a members page can ask about. */
export type MemberDialog =
  | { kind: "role"; member: MemberView; role: Role }
  | { kind: "remove"; member: MemberView }
  /** Again: with what the invitation it replaces was for. */
  | { kind: "invite"; again?: { email: string; role: Role } };
