import { firstIndex } from '../page/firstIndex';

/**
 * For each character of the old text its place in the new one, or -1. Both are folded.
 *
 * Patience diff (Bram Cohen, 2008) with character n-grams instead of lines, coarse to fine: what stands equally often in
 * both texts and in the same order pins them. What is left over is searched for moved passages in the same way. Between two
 * pins a dynamic programme that prefers runs aligns the rest. Time is bounded by `MOST_CELLS` beside the linear part.
 */
export function alignText(before: string, after: string): Int32Array {
  const alignment = new Alignment(before, after);
  alignment.pin({ start: 0, end: before.length }, { start: 0, end: after.length }, PIN_GRAMS);
  for (const length of MOVED_GRAMS) alignment.pinMoved(length);
  alignment.fillGaps();
  alignment.fillMoved();
  return alignment.places;
}

interface Stretch { readonly start: number; readonly end: number }

/** Lengths of the n-grams that pin the texts, coarse to fine. */
const PIN_GRAMS = [16, 8];
/** Between two pins a shorter n-gram is enough, since it must be unique only there. */
const GAP_GRAMS = [5];
/** A moved passage shows by that many characters that stand once in what is left of both texts. */
const MOVED_GRAMS = [8, 5];
/** Pairs of characters that one dynamic programme looks at, and all of them together. */
const MOST_CELLS_AT_ONCE = 4_000_000;
const MOST_CELLS = 40_000_000;
/** About as many n-grams of a text are looked at. */
const MOST_GRAMS = 300_000;

class Alignment {
  readonly places: Int32Array;
  private readonly taken: Uint8Array;
  /** What lies between two pins, in order. */
  private gaps: { readonly old: Stretch; readonly now: Stretch }[] = [];
  private cellsLeft = MOST_CELLS;

  constructor(private readonly before: string, private readonly after: string) {
    this.places = new Int32Array(before.length).fill(-1);
    this.taken = new Uint8Array(after.length);
  }

  /** Pairs what two stretches begin and end with and what their common n-grams pin; leaves the rest in `gaps`. */
  pin(old: Stretch, now: Stretch, grams: readonly number[]): void {
    const { before, after } = this;
    let { start: oldStart, end: oldEnd } = old;
    let { start: newStart, end: newEnd } = now;
    while (oldStart < oldEnd && newStart < newEnd && this.canPair(oldStart, newStart)) this.pair(oldStart++, newStart++);
    while (oldStart < oldEnd && newStart < newEnd && this.canPair(oldEnd - 1, newEnd - 1)) this.pair(--oldEnd, --newEnd);
    if (oldStart === oldEnd || newStart === newEnd) return;
    const [oldRest, newRest] = [{ start: oldStart, end: oldEnd }, { start: newStart, end: newEnd }];
    if (grams.length === 0) {
      this.gaps.push({ old: oldRest, now: newRest });
      return;
    }
    const [length, ...finer] = grams;
    let oldFrom = oldStart;
    let newFrom = newStart;
    for (const [oldPin, newPin] of inOrder(commonPairs(before, [oldRest], after, [newRest], length))) {
      if (oldPin < oldFrom || newPin < newFrom || !this.canPair(oldPin, newPin)) continue; // inside the run of the pin before
      this.pin({ start: oldFrom, end: oldPin }, { start: newFrom, end: newPin }, finer);
      oldFrom = oldPin;
      newFrom = newPin;
      while (oldFrom < oldEnd && newFrom < newEnd && this.canPair(oldFrom, newFrom)) this.pair(oldFrom++, newFrom++);
    }
    this.pin({ start: oldFrom, end: oldEnd }, { start: newFrom, end: newEnd }, finer);
  }

  /** Passages that stand in another order than before: no pin could hold them. */
  pinMoved(length: number): void {
    const { before, after, places, taken } = this;
    const oldRest = stretches(before.length, (at) => places[at] < 0);
    const newRest = stretches(after.length, (at) => taken[at] === 0);
    for (const [oldPin, newPin] of commonPairs(before, oldRest, after, newRest, length)) {
      if (!this.canPair(oldPin, newPin)) continue;
      let old = oldPin;
      let now = newPin;
      while (old > 0 && now > 0 && this.canPair(old - 1, now - 1)) { old--; now--; }
      while (old < before.length && now < after.length && this.canPair(old, now)) this.pair(old++, now++);
    }
  }

  /** Aligns what lies between the pins. */
  fillGaps(): void {
    const coarse = this.gaps;
    this.gaps = [];
    for (const { old, now } of coarse) this.pin(old, now, GAP_GRAMS);
    for (const { old, now } of this.gaps) {
      const cells = (old.end - old.start) * (now.end - now.start);
      if (cells > Math.min(MOST_CELLS_AT_ONCE, this.cellsLeft)) continue;
      this.cellsLeft -= cells;
      this.alignRuns(old, now);
    }
    this.gaps = [];
  }

  /** What was edited inside a moved passage lies between two of its runs. */
  fillMoved(): void {
    const { before, after, places, taken } = this;
    const takenBefore = new Int32Array(after.length + 1);
    for (let at = 0; at < after.length; at++) takenBefore[at + 1] = takenBefore[at] + taken[at];
    for (const { start, end } of stretches(before.length, (at) => places[at] < 0)) {
      const newStart = start > 0 ? places[start - 1] + 1 : 0;
      const newEnd = end < before.length ? places[end] : after.length;
      const isFree = newStart < newEnd && takenBefore[newStart] === takenBefore[newEnd];
      if (isFree) this.pin({ start, end }, { start: newStart, end: newEnd }, GAP_GRAMS);
    }
    this.fillGaps();
  }

  /** Pairs equal characters so that they form the longest runs: a point for each, and one more where it continues a run. */
  private alignRuns(old: Stretch, now: Stretch): void {
    const rows = old.end - old.start;
    const columns = now.end - now.start;
    const width = columns + 1;
    // best score from here to the end; `running`: where this pair is taken and continues a run
    const best = new Int32Array((rows + 1) * width);
    const running = new Int32Array((rows + 1) * width);
    for (let row = rows - 1; row >= 0; row--) {
      for (let column = columns - 1; column >= 0; column--) {
        const cell = row * width + column;
        const skip = Math.max(best[cell + width], best[cell + 1]);
        if (!this.canPair(old.start + row, now.start + column)) {
          best[cell] = skip;
          running[cell] = NEVER;
          continue;
        }
        const next = cell + width + 1;
        const pair = 1 + Math.max(best[next], row + 1 < rows && column + 1 < columns && running[next] !== NEVER ? running[next] + 1 : 0);
        running[cell] = pair;
        best[cell] = Math.max(skip, pair);
      }
    }
    let row = 0;
    let column = 0;
    let inRun = false;
    while (row < rows && column < columns) {
      const cell = row * width + column;
      if (running[cell] !== NEVER && (inRun || running[cell] === best[cell])) {
        this.pair(old.start + row, now.start + column);
        const next = cell + width + 1;
        inRun = row + 1 < rows && column + 1 < columns && running[next] !== NEVER && running[cell] === 2 + running[next];
        row++;
        column++;
      } else if (best[cell + width] >= best[cell + 1]) {
        row++;
      } else {
        column++;
      }
    }
  }

  private canPair(old: number, now: number): boolean {
    return this.before.charCodeAt(old) === this.after.charCodeAt(now) && this.places[old] < 0 && this.taken[now] === 0;
  }

  private pair(old: number, now: number): void {
    this.places[old] = now;
    this.taken[now] = 1;
  }
}

const NEVER = -1;

/**
 * The n-grams that stand equally often in the stretches of both texts, the first paired with the first and so on; in the
 * order of the old text. Most stand once; passages that a page repeats stand twice or more.
 */
function commonPairs(before: string, oldParts: readonly Stretch[], after: string, newParts: readonly Stretch[], length: number): [number, number][] {
  const inOld = gramsOf(before, oldParts, length);
  const inNew = gramsOf(after, newParts, length);
  const pairs: [number, number][] = [];
  for (const [gram, old] of inOld) {
    const now = inNew.get(gram);
    if (now === undefined || typeof old !== typeof now) continue;
    if (typeof old === 'number') pairs.push([old, now as number]);
    else if (old.length === (now as number[]).length) old.forEach((place, index) => { pairs.push([place, (now as number[])[index]]); });
  }
  return pairs.sort(([a], [b]) => a - b);
}

/** By n-gram where it stands: one place, or several in order. */
function gramsOf(text: string, parts: readonly Stretch[], length: number): Map<string, number | number[]> {
  const places = new Map<string, number | number[]>();
  const size = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  const every = Math.ceil(size / MOST_GRAMS); // of a very long text a share, chosen by content so that both texts agree
  for (const { start, end } of parts) {
    for (let at = start; at + length <= end; at++) {
      if (every > 1 && (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) % every !== 0) continue;
      const gram = text.slice(at, at + length);
      const known = places.get(gram);
      if (known === undefined) places.set(gram, at);
      else if (typeof known === 'number') places.set(gram, [known, at]);
      else known.push(at);
    }
  }
  return places;
}

/** The longest part of the pairs that is in order in both texts (longest increasing subsequence by patience sorting). */
function inOrder(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  pairs.forEach(([, place], index) => {
    const low = firstIndex(tails.length, (length) => pairs[tails[length]][1] >= place);
    if (low > 0) previous[index] = tails[low - 1];
    tails[low] = index;
  });
  const chain: [number, number][] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index]) chain.push(pairs[index]);
  return chain.reverse();
}

/** The maximal stretches up to `length` in which every place is wanted. */
function stretches(length: number, isWanted: (at: number) => boolean): Stretch[] {
  const found: Stretch[] = [];
  let start = -1;
  for (let at = 0; at <= length; at++) {
    const wanted = at < length && isWanted(at);
    if (wanted && start < 0) start = at;
    if (!wanted && start >= 0) {
      found.push({ start, end: at });
      start = -1;
    }
  }
  return found;
}
