import { firstIndex } from '../page/firstIndex';

/** A place in a text as editors count it: line and UTF-16 code units in it, both from 0. */
export interface LinePlace {
  readonly line: number;
  readonly character: number;
}

/** Where the lines of a text begin, its line ends being LF or CRLF. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

export function linePlace(starts: ArrayLike<number>, offset: number): LinePlace {
  const line = Math.max(0, firstIndex(starts.length, (index) => starts[index] > offset) - 1);
  return { line, character: offset - starts[line] };
}
