type Columns = { rateLimit: number | null; rateWindowSeconds: number | null };

/** What the provider has set for all keys of a team together (product A2), out of its row; null: nothing. */
export const limitOfTeam = ({ rateLimit: limit, rateWindowSeconds: windowSeconds }: Columns) =>
  limit === null || windowSeconds === null ? null : { limit, windowSeconds };
