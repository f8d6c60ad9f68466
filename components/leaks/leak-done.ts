import type { OwnLeak } from "@/lib/leaks/report-own-leak";

/** What a report has brought about, in one line. */
export function leakDone({ key: { label }, outcome, response }: OwnLeak): string {
  if (outcome === "over") return `That secret of ${label} has ended already. Nothing had to be done.`;
  switch (response) {
    case "revoke_key":
      return `${label} is revoked, and its people are told`;
    case "end_secret":
      return `The leaked secret of ${label} is ended, and its people are told`;
    case "alert":
      return `The people of ${label} are told. Rotate or revoke it next.`;
    default:
      return `This leak of ${label} was reported before. Its people are told.`;
  }
}
