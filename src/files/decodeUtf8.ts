import { grown } from '../page/grown';

/** Where the lines of a decoded text begin. */
export class LineStarts {
  /** Of line `k + 1`: the code unit at `list[2 * k]`, the byte at `list[2 * k + 1]`. */
  list = new Uint32Array(256);
  count = 0;

  add(unit: number, byte: number): void {
    const at = this.count++ * 2;
    if (at === this.list.length) this.list = grown(this.list, at * 2);
    this.list[at] = unit;
    this.list[at + 1] = byte;
  }
}

/**
 * Decodes `bytes[from..)` into UTF-16 code units and returns how many there are; `into` needs room for as many as there
 * are bytes. The bytes must be valid UTF-8 (`buffer.isUtf8`). Three times as fast as making a string, where the units are
 * wanted and not the string. What follows each line feed is noted in `lines`.
 */
export function decodeUtf8(bytes: Uint8Array, from: number, into: Uint16Array, lines?: LineStarts): number {
  let at = 0;
  for (let index = from; index < bytes.length;) {
    const lead = bytes[index];
    if (lead < 0x80) {
      into[at++] = lead;
      index++;
      if (lead === 0x0a) lines?.add(at, index);
    } else if (lead < 0xe0) {
      into[at++] = ((lead & 0x1f) << 6) | (bytes[index + 1] & 0x3f);
      index += 2;
    } else if (lead < 0xf0) {
      into[at++] = ((lead & 0xf) << 12) | ((bytes[index + 1] & 0x3f) << 6) | (bytes[index + 2] & 0x3f);
      index += 3;
    } else {
      const point = ((lead & 7) << 18) | ((bytes[index + 1] & 0x3f) << 12) | ((bytes[index + 2] & 0x3f) << 6) | (bytes[index + 3] & 0x3f);
      into[at++] = 0xd7c0 + (point >> 10);
      into[at++] = 0xdc00 | (point & 0x3ff);
      index += 4;
    }
  }
  return at;
}
