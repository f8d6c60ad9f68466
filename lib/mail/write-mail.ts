import { escapeHtml } from "./escape-html";

/** A mail but for its recipient. */
export type MailText = { subject: string; text: string; html: string };

/** Where something is done: what doing it is called, and an address of the dashboard. */
export type MailLink = { label: string; href: string };

/** A paragraph; a link that stands alone; one of several things told, with what can be done about it. */
export type MailBlock = string | MailLink | { heading: string; note: string; text: string; links: MailLink[] };

type Given = {
  /** What the operator calls this deployment. */
  product: string;
  subject: string;
  blocks: readonly MailBlock[];
  /** Below the line: why this came, and where that is changed. */
  footer?: readonly (string | MailLink)[];
};

const isLink = (block: MailBlock): block is MailLink => typeof block === "object" && "href" in block;
const linkLine = ({ label, href }: MailLink): string => `${label}: ${href}`;

function blockText(block: MailBlock): string {
  if (typeof block === "string") return block;
  // Alone on its line, where every mail program finds its end.
  if (isLink(block)) return block.href;
  const { heading, note, text, links } = block;
  return [heading, note, text, ...links.map(linkLine)].filter(Boolean).join("\n");
}

// Inline, since several mail programs leave a style sheet out; the sheet only turns the colours where the reader's are dark.
const FONT = "font-family:ui-sans-serif,system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const DARK = `
@media (prefers-color-scheme: dark) {
  .page { background-color: #0a0a0a !important; }
  .sheet { background-color: #171717 !important; border-color: #2e2e2e !important; }
  .ink { color: #ededed !important; }
  .faint { color: #a1a1a1 !important; }
  .rule { border-color: #2e2e2e !important; }
  .act { background-color: #ededed !important; color: #0a0a0a !important; }
}`;

const p = (text: string, more = ""): string =>
  `<p class="ink" style="margin:0 0 16px;font-size:15px;line-height:24px;color:#171717;word-break:break-word;${more}">${escapeHtml(text)}</p>`;

const button = ({ label, href }: MailLink): string =>
  `<p style="margin:0 0 16px"><a class="act" href="${escapeHtml(href)}" style="display:inline-block;padding:10px 16px;border-radius:6px;background-color:#171717;color:#ffffff;font-size:14px;line-height:20px;font-weight:500;text-decoration:none">${escapeHtml(label)}</a></p>`;

const inlineLink = ({ label, href }: MailLink, tone: string): string =>
  `<a class="${tone}" href="${escapeHtml(href)}" style="color:inherit;text-decoration:underline">${escapeHtml(label)}</a>`;

function blockHtml(block: MailBlock): string {
  if (typeof block === "string") return p(block);
  if (isLink(block)) return button(block);
  const { heading, note, text, links } = block;
  return [
    `<div class="rule" style="border-top:1px solid #e5e5e5;padding-top:16px">`,
    p(heading, "margin-bottom:4px;font-weight:600;"),
    `<p class="faint" style="margin:0 0 8px;font-size:13px;line-height:20px;color:#666666">${escapeHtml(note)}</p>`,
    p(text),
    links.length === 0
      ? ""
      : `<p class="ink" style="margin:0 0 20px;font-size:14px;line-height:20px;color:#171717">${links.map((link) => inlineLink(link, "ink")).join(" &nbsp;·&nbsp; ")}</p>`,
    "</div>",
  ].join("\n");
}

const footerHtml = (lines: readonly (string | MailLink)[]): string =>
  lines
    .map((line) => (typeof line === "string" ? escapeHtml(line) : inlineLink(line, "faint")))
    .map((line) => `<p class="faint" style="margin:0 0 4px;font-size:12px;line-height:18px;color:#666666">${line}</p>`)
    .join("\n");

/**
 * One mail as plain text and as HTML that says the same: tables and inline styles, since that is what mail programs draw; readable in
 * dark and light; nothing loaded from anywhere. Whatever it is given is text, and stays text.
 */
export function writeMail({ product, subject, blocks, footer = [] }: Given): MailText {
  const below = footer.map((line) => (typeof line === "string" ? line : linkLine(line)));
  const text = `${blocks.map(blockText).join("\n\n")}\n\n-- \n${[product, ...below].join("\n")}\n`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>${DARK}
</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#fafafa;${FONT}">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#fafafa">
<tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:560px">
<tr><td class="ink" style="padding:0 0 16px;font-size:15px;line-height:24px;font-weight:600;color:#171717;${FONT}">${escapeHtml(product)}</td></tr>
<tr><td class="sheet" style="padding:24px;border:1px solid #e5e5e5;border-radius:8px;background-color:#ffffff;${FONT}">
${blocks.map(blockHtml).join("\n")}
</td></tr>
<tr><td style="padding:16px 0 0;${FONT}">
${footerHtml(below.length === 0 ? [product] : footer)}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
  return { subject, text, html };
}
