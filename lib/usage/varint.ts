/** Writes whole numbers as LEB128 varints, and texts after their length: small numbers are one byte. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(expected = 64) {
    this.#bytes = Buffer.allocUnsafe(expected);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + more));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  /** @param value 0 to 2^53 − 1 */
  number(value: number): void {
    this.#room(8);
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.number(size);
    this.#room(size);
    this.#length += this.#bytes.write(value, this.#length);
  }

  hex(): string {
    return this.#bytes.toString("hex", 0, this.#length);
  }
}

/** Reads what ByteWriter wrote. */
export class ByteReader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length;
  }

  /** @throws RangeError where the bytes end in the middle of a number */
  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.bytes[this.#at++];
      if (byte === undefined) throw new RangeError("The bytes end in the middle of a number.");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  signed(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text(): string {
    const size = this.number();
    const start = this.#at;
    this.#at += size;
    return this.bytes.toString("utf8", start, this.#at);
  }
}
