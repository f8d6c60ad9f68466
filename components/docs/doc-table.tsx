type DocTableProps = {
  label: string;
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  code?: readonly number[];
};

/**
 * A table to read; on a narrow screen it is scrolled.
 * @param code the columns that are set as code
 */
export function DocTable({ label, heads, rows, code = [0] }: DocTableProps) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      className="overflow-x-auto rounded border border-line"
    >
      <table className="w-full min-w-[520px] text-left text-sm print:min-w-0">
        <thead className="bg-sunken text-muted text-xs">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="px-4 py-2 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]} className="border-line border-t align-top">
              {row.map((cell, i) => (
                <td key={heads[i]} className="px-4 py-2">
                  {code.includes(i) ? <code className="text-xs">{cell}</code> : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
