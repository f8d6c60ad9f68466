import { clock } from "@/lib/clock";

const HALF_LIFE_MS = 1_000;
const MOST_IN_A_GENERATION = 5_000;

/**
 * Ids that were looked up and do not exist, for one to two seconds and at most 10,000 of them. Apart from the known keys, so
 * that random ids push out only each other. Two generations instead of a time per id: forgetting costs nothing.
 */
export class UnknownIds {
  private young = new Set<string>();
  private old = new Set<string>();
  private turnedAt = clock.ms();

  has(id: string): boolean {
    this.turn();
    return this.young.has(id) || this.old.has(id);
  }

  add(id: string): void {
    this.turn();
    if (this.young.size >= MOST_IN_A_GENERATION) {
      this.old = this.young;
      this.young = new Set();
    }
    this.young.add(id);
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }

  get size(): number {
    return this.young.size + this.old.size;
  }

  private turn(): void {
    const age = clock.ms() - this.turnedAt;
    if (age >= 0 && age < HALF_LIFE_MS) return;
    const isNext = age >= 0 && age < 2 * HALF_LIFE_MS;
    this.old = isNext ? this.young : new Set();
    this.young = new Set();
    this.turnedAt = isNext ? this.turnedAt + HALF_LIFE_MS : clock.ms();
  }
}
