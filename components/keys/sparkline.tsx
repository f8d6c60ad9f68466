const WIDTH = 96;
const HEIGHT = 20;

/** Requests by hour of the last 24 hours. `counts`: oldest first; the last hour is under way. */
export function Sparkline({ counts }: { counts: readonly number[] }) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const most = Math.max(...counts, 1);
  const step = WIDTH / counts.length;
  const words = `${total.toLocaleString("en")} ${total === 1 ? "request" : "requests"} in the last 24 hours`;
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="block"
    >
      <title>{words}</title>
      {counts.map((count, hour) => {
        const height = count === 0 ? 1 : Math.max(2, (count / most) * HEIGHT);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: the position is the hour.
            key={hour}
            x={hour * step + 0.5}
            y={HEIGHT - height}
            width={step - 1}
            height={height}
            rx={0.75}
            fill={count === 0 ? "var(--line-strong)" : "var(--chart-1)"}
          />
        );
      })}
    </svg>
  );
}
