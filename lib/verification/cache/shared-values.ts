const MOST_REMEMBERED = 10_000;

/**
 * What is made of a text, made once for equal texts: a deployment has a million keys and a few dozen policies and lists of
 * scopes. Give it only what is never changed.
 */
export class SharedValues<T> {
  private readonly byText = new Map<string, T>();

  constructor(private readonly make: (text: string) => T) {}

  of(text: string): T {
    let value = this.byText.get(text);
    if (value === undefined) {
      if (this.byText.size >= MOST_REMEMBERED) this.byText.clear();
      value = this.make(text);
      this.byText.set(text, value);
    }
    return value;
  }
}
