/** Writes bytes into a buffer that grows. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 16);
  private length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const wider = new Uint8Array(this.bytes.length * 2);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes[this.length] = value;
    this.length += 1;
  }

  /** An unsigned 32-bit number, seven bits a byte, low bits first (LEB128). */
  number(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** A signed number of less than 31 bits, as an unsigned one: 0, -1, 1, -2 … (ZigZag of Protocol Buffers). */
  signed(value: number): void {
    this.number((value << 1) ^ (value >> 31));
  }

  /** UTF-8, with its length before it. */
  text(value: string): void {
    const encoded = new TextEncoder().encode(value);
    this.number(encoded.length);
    for (const unit of encoded) this.byte(unit);
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

/** Reads what ByteWriter wrote. Throws RangeError where the bytes end too early. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    if (this.at >= this.bytes.length) throw new RangeError('the data ends too early');
    return this.bytes[this.at++];
  }

  number(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const unit = this.byte();
      value |= (unit & 0x7f) << shift;
      if (unit < 0x80) return value >>> 0;
    }
    throw new RangeError('a number of more than 32 bits');
  }

  signed(): number {
    const folded = this.number();
    return (folded >>> 1) ^ -(folded & 1);
  }

  text(): string {
    const length = this.number();
    if (this.at + length > this.bytes.length) throw new RangeError('the data ends too early');
    this.at += length;
    return new TextDecoder('utf-8', { fatal: true }).decode(this.bytes.subarray(this.at - length, this.at));
  }

  get done(): boolean {
    return this.at === this.bytes.length;
  }
}
