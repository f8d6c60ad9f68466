/** Upper bounds in seconds, from what a warm answer takes to what nobody waits for. */
const BOUNDS = [
  0.00005, 0.0001, 0.0002, 0.0003, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1,
] as const;

type Value = { value: number; labels: Record<string, string | number>; metricName: string };

/** A histogram that counts into plain numbers: an observation allocates nothing and looks nothing up. */
export class LatencyBuckets {
  readonly #counts = new Float64Array(BOUNDS.length + 1);
  #sum = 0;

  observe(seconds: number): void {
    let i = 0;
    while (i < BOUNDS.length && seconds > (BOUNDS[i] as number)) i++;
    this.#counts[i] = (this.#counts[i] as number) + 1;
    this.#sum += seconds;
  }

  /** As a Prometheus histogram has them: cumulative, then sum and count. */
  values(name: string): Value[] {
    let total = 0;
    const values: Value[] = [...BOUNDS, "+Inf"].map((le, i) => {
      total += this.#counts[i] as number;
      return { metricName: `${name}_bucket`, labels: { le }, value: total };
    });
    values.push({ metricName: `${name}_sum`, labels: {}, value: this.#sum });
    values.push({ metricName: `${name}_count`, labels: {}, value: total });
    return values;
  }
}
