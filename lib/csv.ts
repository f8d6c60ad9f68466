/**
 * A value that somebody else may have chosen, as a spreadsheet must take it: as text, also where it begins as a formula
 * would, and with everything inside that would end the cell.
 */
export function csvText(text: string): string {
  const harmless = /^[\s]*[=+\-@]/.test(text) || /^[\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A row of cells that are written already. Line ends as RFC 4180 wants them. */
export const csvLine = (cells: readonly string[]): string => `${cells.join(",")}\r\n`;
