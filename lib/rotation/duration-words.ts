const UNITS = [
  ["day", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

const word = (n: number, unit: string): string => (unit === "day" ? `${n} day${n === 1 ? "" : "s"}` : `${n} ${unit}`);

/** Milliseconds as a person says them, in the two largest units and rounded down: "2 days 4 h", "23 h 10 min", "6 min", "45 s". */
export function durationWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  const [unit, size] = UNITS[first] ?? UNITS[3];
  const rest = UNITS[first + 1];
  const small = rest === undefined || rest[0] === "s" ? 0 : Math.floor((seconds % size) / rest[1]);
  const text = word(Math.floor(seconds / size), unit);
  return rest === undefined || small === 0 ? text : `${text} ${word(small, rest[0])}`;
}
