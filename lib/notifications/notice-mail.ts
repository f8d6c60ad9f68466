import { showId } from "@/lib/ids";
import type { Environment } from "@/lib/keys/environment";
import { type MailText, writeMail } from "@/lib/mail/write-mail";
import type { NoticeFacts } from "./facts";
import { noticeLinks, preferencesPath } from "./notice-links";
import { noticeDetail, noticeTitle } from "./notice-words";
import { severalTitle } from "./several-title";

export type MailedNotice = {
  facts: NoticeFacts;
  environment: Environment | null;
  /** `id`: UUID. */
  key: { id: string; label: string } | null;
  countryNames: Record<string, string>;
};

type Given = {
  product: string;
  team: { name: string; slug: string };
  notices: readonly MailedNotice[];
  /** Milliseconds. */
  now: number;
  /** Makes an address of a path of the dashboard. */
  linkTo: (path: string) => string;
};

/**
 * One mail that tells one or more notices. Its links open pages for whoever is signed in: holding the mail lets nobody do anything.
 * Moments are told in UTC, since nobody knows where a mail is read.
 */
export function noticeMail({ product, team, notices, now, linkTo }: Given): MailText {
  const items = notices.map(({ facts, environment, key, countryNames }) => ({
    heading: noticeTitle({ facts, keyLabel: key?.label ?? null }, now),
    note: [team.name, environment].filter(Boolean).join(" · "),
    text: noticeDetail(facts, "UTC", countryNames),
    links: noticeLinks({ team: team.slug, facts, environment, keyId: key && showId("key", key.id) }).map(
      ({ label, path }) => ({ label, href: linkTo(path) }),
    ),
  }));
  const [only] = items;
  const subject = items.length === 1 && only ? only.heading : severalTitle(notices.map(({ facts }) => facts.kind));
  return writeMail({
    product,
    subject,
    blocks: items.length === 1 ? items : [`${subject} in the team ${team.name}:`, ...items],
    footer: [
      `You get this as a member of the team ${team.name}.`,
      { label: "Choose what you are told of", href: linkTo(preferencesPath(team.slug)) },
    ],
  });
}
