import { perWindow } from "./policy-in-words";

/** "The team as a whole: at most 5,000 requests a minute, set by the provider." */
export const teamLimitInWords = (teamLimit: { limit: number; windowSeconds: number }): string =>
  `The team as a whole: at most ${perWindow(teamLimit)}, set by the provider.`;
