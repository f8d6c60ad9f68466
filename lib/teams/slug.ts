// Names that are, or may become, first path segments of the dashboard.
const RESERVED = new Set([
  "api",
  "docs",
  "sign-in",
  "sign-up",
  "operator",
  "account",
  "invitation",
  "settings",
  "new",
  "_next",
  "healthz",
]);

/** A team's name as a path segment: ASCII letters, digits and dashes, at most 40 characters. */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return slug === "" || RESERVED.has(slug) ? `team${slug === "" ? "" : `-${slug}`}` : slug;
}
