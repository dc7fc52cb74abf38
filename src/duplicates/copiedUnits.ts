import { Kind, type CopyPairs } from './copyPairs';

type Stretch = readonly [start: number, end: number];

/**
 * For each paragraph how many of its units stand elsewhere too: all where it has copies, else those in stretches that are
 * quoted, each once. Formula text does not count.
 *
 * @param lengths in normalised units
 * @param first for each paragraph the first with the same content
 * @param pairs of such first ones
 */
export function copiedUnits(lengths: Int32Array, first: Int32Array, pairs: CopyPairs): Int32Array {
  const copied = new Int32Array(lengths.length);
  const isWhole = new Uint8Array(lengths.length);
  for (let paragraph = 0; paragraph < first.length; paragraph++) {
    if (first[paragraph] !== paragraph) isWhole[paragraph] = isWhole[first[paragraph]] = 1;
  }
  const quoted = new Map<number, Stretch[]>();
  for (let pair = 0; pair < pairs.count; pair++) {
    const { left, right, stretches } = pairs;
    if (pairs.kind[pair] === Kind.contains) {
      note(quoted, left[pair], [stretches[pair * 4], stretches[pair * 4 + 1]]);
      note(quoted, right[pair], [stretches[pair * 4 + 2], stretches[pair * 4 + 3]]);
    } else if (pairs.kind[pair] !== Kind.formula) isWhole[left[pair]] = isWhole[right[pair]] = 1;
  }
  for (const [paragraph, list] of quoted) copied[paragraph] = unitsIn(list);
  for (let paragraph = 0; paragraph < copied.length; paragraph++) {
    if (isWhole[paragraph] === 1) copied[paragraph] = lengths[paragraph];
  }
  return copied;
}

function note(quoted: Map<number, Stretch[]>, paragraph: number, stretch: Stretch): void {
  const list = quoted.get(paragraph);
  if (list === undefined) quoted.set(paragraph, [stretch]);
  else list.push(stretch);
}

/** Units in stretches that may overlap. */
function unitsIn(stretches: Stretch[]): number {
  let units = 0;
  let reached = 0;
  for (const [start, end] of stretches.sort((a, b) => a[0] - b[0])) {
    units += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return units;
}
