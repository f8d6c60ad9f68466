import type { Series } from "./series";

/** A key that is drawn by itself, or all others together (`id` null). */
export type StackedKey = { id: string | null; label: string; requests: number };

// Not the amber and red of limits and errors: a key is neither.
const COLORS = [
  "var(--chart-1)",
  "var(--chart-2)",
  "var(--chart-3)",
  "color-mix(in srgb, var(--chart-1) 45%, var(--surface))",
  "color-mix(in srgb, var(--chart-2) 45%, var(--surface))",
];
const OTHERS = "var(--chart-6)";

/** One colour for each key, in the order of the stack; grey for what is not one key. */
export const keySeries = (keys: readonly StackedKey[]): Series[] =>
  keys.map(({ id, label }, i) => ({
    id: id ?? "others",
    label,
    color: id === null ? OTHERS : (COLORS[i % COLORS.length] ?? OTHERS),
    value: ({ keys: counts, requests }) => (requests === null ? null : (counts[i] ?? null)),
  }));
