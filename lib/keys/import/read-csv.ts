/** A row of a CSV text, and the line on which it begins. */
export type CsvRow = { line: number; cells: string[] };

/** A quote that does not end, or something behind one that has. */
export class CsvTrouble extends Error {
  override readonly name = "CsvTrouble";
  constructor(readonly line: number) {
    super(`Line ${line}: a quoted cell does not end, or something stands behind its closing quote.`);
  }
}

/** As a spreadsheet writes it: a cell up to the next comma, line end or, when it begins with a quote, closing quote. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

/**
 * The rows of a CSV text (RFC 4180, with any line end and a byte order mark or none). Empty lines are left out.
 * @throws CsvTrouble
 */
export function readCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let [at, line] = [text.startsWith("\ufeff") ? 1 : 0, 1];
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] };
    for (let end = ","; end === ","; ) {
      CELL.lastIndex = at;
      const match = CELL.exec(text);
      if (match === null) throw new CsvTrouble(line);
      const [whole, quoted, plain = "", next = ""] = match;
      row.cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      at += whole.length;
      line += quoted === undefined ? 0 : (quoted.match(/\r\n|\n|\r/g)?.length ?? 0);
      end = next;
    }
    line++;
    if (row.cells.some((cell) => cell !== "")) rows.push(row);
  }
  return rows;
}
