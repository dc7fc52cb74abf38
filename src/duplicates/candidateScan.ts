import { DEFAULT_CANDIDATES, mostCandidates, neededScore, type CandidateOptions } from './candidates';
import type { GramWeights } from './gramWeights';
import { grown } from '../page/grown';

/** Paragraphs of one part of an index: `from` and those after it, as numbered in the part; those with 1 are wanted. */
export interface ScanRange {
  readonly part: number;
  readonly from: number;
  readonly wanted: Uint8Array;
}

/** Pairs of candidates: paragraph `from + left[k]` of the part and, numbered through, `right[k]`. In order of `left`. */
export interface ScannedPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** So many times of two paragraphs sharing an n-gram are kept in memory at once. */
const SHARED = 1 << 21;
/** Slots of the directory gone through, or shared n-grams added up, between two yields. */
const STEP = 1 << 16;

/**
 * Finds the candidates of many paragraphs among those filed before them, as `CandidateFinder` does for one: the postings
 * of their part are gone through in order, since looking each n-gram up takes several times as long once the index is
 * larger than the processor's caches. What each paragraph shares with others is counted first, then noted and added up
 * for as many paragraphs at a time as there is memory for.
 */
export class CandidateScan {
  /** For each paragraph the number of shared n-grams of those before it. */
  private readonly starts: Float64Array;
  /** Where the postings begin of each n-gram that a wanted paragraph shares, and its hash. */
  private begins = new Int32Array(1 << 12);
  private hashes = new Uint32Array(1 << 12);
  private grams = 0;
  private others = new Int32Array(0);
  private rarities = new Float32Array(0);
  private next = new Int32Array(0);
  private readonly scores: Float32Array;
  private touched = new Int32Array(1024);
  private left = new Int32Array(1024);
  private right = new Int32Array(1024);
  private count = 0;

  /** @param paragraphs how many paragraphs the parts know together */
  constructor(
    private readonly weights: GramWeights, paragraphs: number, private readonly range: ScanRange,
    private readonly options: CandidateOptions = DEFAULT_CANDIDATES,
  ) {
    this.starts = new Float64Array(range.wanted.length + 1);
    this.scores = new Float32Array(paragraphs);
  }

  /** Yields every few milliseconds. */
  *find(): Generator<undefined, ScannedPairs> {
    const { starts } = this;
    const count = starts.length - 1;
    yield* this.countShared();
    for (let paragraph = 0; paragraph < count; paragraph++) starts[paragraph + 1] += starts[paragraph];
    for (let from = 0, to = 0; from < count; from = to) {
      for (to = from + 1; to < count && starts[to + 1] - starts[from] <= SHARED;) to++;
      const size = starts[to] - starts[from];
      if (size === 0) continue;
      if (size > this.others.length) {
        this.others = new Int32Array(size);
        this.rarities = new Float32Array(size);
      }
      this.next = Int32Array.from(starts.subarray(from, to), (start) => start - starts[from]);
      yield* this.noteShared(from, to);
      yield* this.addUp(from, to);
    }
    return { left: this.left.subarray(0, this.count), right: this.right.subarray(0, this.count) };
  }

  /** Goes through the postings of the part, notes the n-grams that wanted paragraphs share, and counts them by paragraph. */
  private *countShared(): Generator<undefined, void> {
    const { starts, weights, range: { part, from, wanted } } = this;
    const { parts } = weights;
    const { words, directory, bits } = parts[part].index;
    const mask = 2 ** bits - 1;
    const alone = parts.length === 1;
    for (let slot = 0; slot < 1 << bits; slot++) {
      const limit = directory[slot + 1];
      for (let begin = directory[slot], end = begin; begin < limit; begin = end) {
        const key = words[begin] >>> bits;
        for (end = begin + 1; end < limit && words[end] >>> bits === key;) end++;
        if (alone && end - begin === 1) continue;
        if ((words[end - 1] & mask) < from || (words[begin] & mask) >= from + wanted.length) continue;
        const hash = ((slot << (32 - bits)) | key) >>> 0;
        if (weights.of(hash, end - begin + weights.locate(hash, part)) === 0) continue;
        const earlier = weights.locatedBefore(part);
        let found = false;
        for (let posting = begin; posting < end; posting++) {
          const paragraph = (words[posting] & mask) - from;
          if (paragraph < 0 || earlier + posting === begin) continue;
          if (paragraph >= wanted.length) break;
          if (wanted[paragraph] === 0) continue;
          starts[paragraph + 1] += earlier + posting - begin;
          found = true;
        }
        if (found) this.addGram(begin, hash);
      }
      if (slot % STEP === STEP - 1) yield;
    }
  }

  private addGram(begin: number, hash: number): void {
    if (this.grams === this.begins.length) {
      this.begins = grown(this.begins, this.grams * 2);
      this.hashes = grown(this.hashes, this.grams * 2);
    }
    this.begins[this.grams] = begin;
    this.hashes[this.grams++] = hash;
  }

  /** Notes with whom the wanted paragraphs of `[from, to)` share n-grams. */
  private *noteShared(from: number, to: number): Generator<undefined, void> {
    const { begins, hashes, weights, range: { part, from: first, wanted } } = this;
    const { words, directory, bits } = weights.parts[part].index;
    const mask = 2 ** bits - 1;
    for (let gram = 0; gram < this.grams; gram++) {
      const begin = begins[gram];
      if ((words[begin] & mask) >= first + to) continue;
      const limit = directory[(hashes[gram] >>> (32 - bits)) + 1];
      const key = words[begin] >>> bits;
      let end = begin + 1;
      while (end < limit && words[end] >>> bits === key) end++;
      if ((words[end - 1] & mask) < first + from) continue;
      const rarity = weights.of(hashes[gram], end - begin + weights.locate(hashes[gram], part));
      for (let posting = begin; posting < end; posting++) {
        const paragraph = (words[posting] & mask) - first;
        if (paragraph < from) continue;
        if (paragraph >= to) break;
        if (wanted[paragraph] === 1) this.note(paragraph - from, begin, posting, rarity);
      }
      if (gram % STEP === STEP - 1) yield;
    }
  }

  /** Notes with whom a paragraph shares the n-gram located last: all of the parts before, and `[begin, end)` of its own. */
  private note(paragraph: number, begin: number, end: number, rarity: number): void {
    const { weights: { parts, found }, range: { part }, others, rarities } = this;
    let at = this.next[paragraph];
    for (let other = 0; other <= part; other++) {
      const { index: { words, bits }, offset } = parts[other];
      const mask = 2 ** bits - 1;
      const last = other === part ? end : found[other * 2 + 1];
      for (let posting = other === part ? begin : found[other * 2]; posting < last; posting++) {
        others[at] = offset + (words[posting] & mask);
        rarities[at++] = rarity;
      }
    }
    this.next[paragraph] = at;
  }

  /** Adds up what was noted for the paragraphs `[from, to)` and keeps those that share enough. */
  private *addUp(from: number, to: number): Generator<undefined, void> {
    const { starts, others, rarities, scores, weights, options, range } = this;
    const { minScore } = options;
    const { offset, lengths } = weights.parts[range.part];
    let pause = STEP;
    for (let paragraph = from; paragraph < to; paragraph++) {
      const begin = starts[paragraph] - starts[from];
      const end = starts[paragraph + 1] - starts[from];
      if (end === begin) continue;
      if (end - begin > this.touched.length) this.touched = new Int32Array((end - begin) * 2);
      const { touched } = this;
      let enough = 0;
      for (let index = begin; index < end; index++) {
        const other = others[index];
        const before = scores[other];
        const score = before + rarities[index];
        scores[other] = score;
        if (before < minScore && score >= minScore) touched[enough++] = other;
      }
      const length = lengths[range.from + paragraph];
      let kept = 0;
      for (let index = 0; index < enough; index++) {
        const other = touched[index];
        const otherLength = other >= offset ? lengths[other - offset] : weights.lengthOf(other);
        if (scores[other] >= neededScore(options, length, otherLength)) touched[kept++] = other;
      }
      enough = kept;
      const most = mostCandidates(options, length);
      if (enough > most) {
        touched.subarray(0, enough).sort((a, b) => scores[b] - scores[a] || a - b);
        enough = most;
      }
      for (let index = 0; index < enough; index++) this.keep(paragraph, touched[index]);
      for (let index = begin; index < end; index++) scores[others[index]] = 0;
      if (end < pause) continue;
      pause = end + STEP;
      yield;
    }
  }

  private keep(paragraph: number, other: number): void {
    if (this.count === this.left.length) {
      this.left = grown(this.left, this.count * 2);
      this.right = grown(this.right, this.count * 2);
    }
    this.left[this.count] = paragraph;
    this.right[this.count++] = other;
  }
}
