/** How much of the whole a row is, beside its number. Decoration: the number says it too. */
export function ShareBar({ share, color = "var(--chart-1)" }: { share: number; color?: string }) {
  return (
    <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-hover">
      <span
        className="block h-full rounded-full"
        style={{ width: `${Math.max(share > 0 ? 1 : 0, share * 100)}%`, background: color }}
      />
    </span>
  );
}
