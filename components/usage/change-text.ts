/** The change from the period before: "+12 %", "−3.4 %"; null where there is nothing to compare with. */
export function changeText(now: number | null, before: number | null): string | null {
  if (now === null || before === null) return null;
  if (before === 0) return now === 0 ? "no change" : "new";
  const change = ((now - before) / before) * 100;
  const size = Math.abs(change);
  const text = size.toLocaleString("en", { maximumFractionDigits: size < 10 ? 1 : 0 });
  return text === "0" ? "no change" : `${change < 0 ? "−" : "+"}${text}\u00a0%`;
}
