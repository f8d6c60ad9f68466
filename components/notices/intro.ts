/** Beneath the inbox's heading, also while it loads. */
export const NOTICES_INTRO = "What the team's keys need of you. Only you see what you have read.";
