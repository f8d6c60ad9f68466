/** A page of the documentation, under its short name. */
export type DocPage = { href: string; label: string };

/** Every page of the documentation, in reading order; the navigation, and what comes before and after each page, are made of it. */
export const DOC_GROUPS: readonly { label: string; pages: readonly DocPage[] }[] = [
  {
    label: "Use a key",
    pages: [
      { href: "/docs/authentication", label: "Authentication" },
      { href: "/docs/limits", label: "Rate limits" },
      { href: "/docs/scopes", label: "Scopes" },
      { href: "/docs/errors", label: "Errors" },
    ],
  },
  {
    label: "Keep it safe",
    pages: [
      { href: "/docs/security", label: "Keys and leaks" },
      { href: "/docs/rotation", label: "Rotation" },
      { href: "/docs/detection", label: "Detection" },
    ],
  },
  {
    label: "Automate",
    pages: [
      { href: "/docs/api", label: "Management API" },
      { href: "/docs/webhooks", label: "Webhooks" },
      { href: "/docs/verify", label: "Verify keys" },
    ],
  },
  {
    label: "Operate",
    pages: [
      { href: "/docs/operate/deploy", label: "Deploy" },
      { href: "/docs/storage", label: "Storage modes" },
      { href: "/docs/operate/secrets", label: "Secrets of the product" },
      { href: "/docs/operate/backup", label: "Back up and restore" },
      { href: "/docs/operate/scale", label: "Upgrade and scale" },
    ],
  },
];

export const DOC_PAGES: readonly DocPage[] = DOC_GROUPS.flatMap(({ pages }) => pages);

/** What stands before and after a page in reading order; undefined at the ends, and for a page that is not in the list. */
export function pagesAround(href: string): { before: DocPage | undefined; after: DocPage | undefined } {
  const at = DOC_PAGES.findIndex((page) => page.href === href);
  return at === -1 ? { before: undefined, after: undefined } : { before: DOC_PAGES[at - 1], after: DOC_PAGES[at + 1] };
}
