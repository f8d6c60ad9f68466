export type BackOffTimes = {
  /** Wait before the first restart; doubles up to `mostMs`, and begins anew after `steadyMs` of life. */
  firstMs: number;
  mostMs: number;
  steadyMs: number;
};

/** For what keeps ending: how long it lived (ms) → how long to wait before the next start (ms). */
export function backOff({ firstMs, mostMs, steadyMs }: BackOffTimes): (aliveMs: number) => number {
  let next = firstMs;
  return (aliveMs) => {
    const wait = aliveMs >= steadyMs ? firstMs : next;
    next = Math.min(wait * 2, mostMs);
    return wait;
  };
}
