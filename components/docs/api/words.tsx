/** A text of the document, with what stands between backticks as code. */
export function Words({ children }: { children: string }) {
  return children.split("`").map((part, i) =>
    i % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move.
      <code key={i} className="rounded-sm bg-hover px-1 text-xs [overflow-wrap:anywhere]">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
