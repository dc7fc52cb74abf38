import { readFileSync } from 'node:fs';
import { linePlace } from '../annotations/lineStarts';
import { decodePage } from './readPageFile';

/** Bytes that the line starts of files may take before they are forgotten. */
const KEPT = 1 << 26;

/** Lines and columns of offsets in files, each of which is read once while it is asked for in a row with few others. */
export class LineNumbers {
  private readonly starts = new Map<string, Uint32Array>();
  private kept = 0;

  /** Line and column, from 1, of an offset in UTF-16 code units. In a file that has gone since the first line. */
  at(path: string, offset: number): string {
    const { line, character } = linePlace(this.startsOf(path), offset);
    return `${line + 1}:${character + 1}`;
  }

  private startsOf(path: string): Uint32Array {
    const known = this.starts.get(path);
    if (known !== undefined) return known;
    const starts = lineStarts(path);
    if (this.kept > KEPT) {
      this.starts.clear();
      this.kept = 0;
    }
    this.kept += starts.byteLength + path.length * 2;
    this.starts.set(path, starts);
    return starts;
  }
}

function lineStarts(path: string): Uint32Array {
  const starts = [0];
  try {
    for (const { 0: lineBreak, index } of decodePage(readFileSync(path)).text.matchAll(/\r\n|\r|\n/gu)) starts.push(index + lineBreak.length);
  } catch {
    return new Uint32Array(1); // gone or unreadable since it was compared
  }
  return Uint32Array.from(starts);
}
