type Part<T> = { value: T; text: string; holders: number };

/** Equal values of many holders as one object with a number. Gone with the last holder, so that nothing gathers as keys come and go. */
export class SharedParts<T> {
  private readonly parts: (Part<T> | null)[] = [];
  private readonly free: number[] = [];
  private readonly byText = new Map<string, number>();

  get size(): number {
    return this.byText.size;
  }

  /**
   * Adds a holder.
   * @param text the same for equal values only
   */
  take(text: string, value: T): number {
    const known = this.byText.get(text);
    if (known !== undefined) {
      (this.parts[known] as Part<T>).holders++;
      return known;
    }
    const number = this.free.pop() ?? this.parts.length;
    this.parts[number] = { value, text, holders: 1 };
    this.byText.set(text, number);
    return number;
  }

  at(number: number): T {
    return (this.parts[number] as Part<T>).value;
  }

  release(number: number): void {
    const part = this.parts[number] as Part<T>;
    if (--part.holders > 0) return;
    this.byText.delete(part.text);
    this.parts[number] = null;
    this.free.push(number);
  }
}
