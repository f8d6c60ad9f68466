import type { Evidence } from "@/lib/alerts/finding";
import type { Environment } from "@/lib/keys/environment";
import type { ShownParts } from "@/lib/keys/mask-secret";
import type { NoticeFacts } from "./facts";

/** The key that a look is about, as it is now. */
export type LookedAtKey = {
  id: string;
  teamId: string;
  environment: Environment;
  expiresAt: Date | null;
  rotateBy: Date | null;
  rotationEnforced: boolean;
  disabledAt: Date | null;
  revokedAt: Date | null;
};

/** One thing a notice may be due about, with what the rules ask of it. Null: it is no longer there. */
export type Look = { subject: string; key: LookedAtKey } & (
  | { about: "expiry"; since: Date | null }
  | { about: "rotation"; secretSince: Date | null }
  | {
      about: "grace";
      grace: ({ startedAt: Date; endsAt: Date; lastUsedAt: Date | null } & ShownParts) | null;
      toldAt: Date | null;
    }
  | {
      about: "alert";
      alert: {
        evidence: Evidence;
        windowFrom: Date;
        windowTo: Date;
        seenUntil: Date;
        acknowledgedAt: Date | null;
        mutedAt: Date | null;
      } | null;
    }
);

export type LookAbout = Look["about"];

/** What came of a look: what to tell, and when to look again (null: never). */
export type Judged = { tell: NoticeToTell | null; lookAt: Date | null };

/** `subject`: with team and kind what makes it one notice, told once. */
export type NoticeToTell = { subject: string; facts: NoticeFacts };

/** A notice to be made. */
export type NewNotice = NoticeToTell & {
  teamId: string;
  /** Null: it is about no key, and of neither environment. */
  key: { id: string; environment: Environment } | null;
};
