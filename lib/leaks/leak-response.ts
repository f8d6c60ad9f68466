import type { LeakEvidence } from "@/lib/alerts/finding";

// Pure: the operator's page shows these choices, the domain follows them.

/** What follows a report, from least to most: people are told · the secret is ended, too · its key is revoked, too. */
export const LEAK_RESPONSES = ["alert", "end_secret", "revoke_key"] as const;
export type LeakResponse = (typeof LEAK_RESPONSES)[number];

/** Whose word a report is. */
export type LeakReporter = LeakEvidence["reporter"];

/**
 * What a report is answered with. The operator's choice holds for those who are known: GitHub, by its signature, and members who may
 * revoke the key anyhow. Whoever gives no name only has people told. They did prove that they hold the secret; but so can everybody
 * who once worked with it, and ending a key in production without having to give a name would be a way to stop somebody's business.
 */
export const leakResponse = (reporter: LeakReporter["kind"], chosen: LeakResponse): LeakResponse =>
  reporter === "anonymous" ? "alert" : chosen;

/** How much a response does; 0: nothing. */
export const weight = (response: LeakResponse | null): number =>
  response === null ? 0 : 1 + LEAK_RESPONSES.indexOf(response);
