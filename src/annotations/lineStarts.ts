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

export function linePlace(starts: readonly number[], offset: number): LinePlace {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, character: offset - starts[low] };
}
