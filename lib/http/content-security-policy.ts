// sonner puts its styles into the page itself, and takes no nonce: the element empty, then its text. A test holds the second
// hash to the version installed.
const SONNER_STYLES = [
  "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='",
];

/**
 * What a page may load and do. Scripts: ours by the nonce, and what they load (`strict-dynamic`). Style attributes are
 * allowed, since React writes them into HTML (a chart's colours, a popup's place); style elements need the nonce.
 * @param development Next's own: `eval`, styles replaced in place, a WebSocket for reloading
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const own = `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "script-src-attr 'none'",
    `style-src ${development ? "'self' 'unsafe-inline'" : `${own} ${SONNER_STYLES.join(" ")}`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${development ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
