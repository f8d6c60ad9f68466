import type { LimitState } from "@/lib/http/rate-limit-headers";

/**
 * Which of the two accounts that a call has to fit into its caller is told of: the one that refuses it, the later to have room
 * when both do, and otherwise the one with less left. The key's own when there is nothing between them.
 */
export function decisiveState(own: LimitState, team: LimitState): LimitState {
  if (own.refused !== team.refused) return own.refused ? own : team;
  if (own.refused) return team.resetAt > own.resetAt ? team : own;
  return team.remaining < own.remaining ? team : own;
}
