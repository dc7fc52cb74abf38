import { samplingThreshold, sampledGrams, type Sampling } from '../duplicates/fingerprint';
import type { PairRange } from './findPairs';
import { PagesAgain } from './pagesAgain';
import type { PageReader } from './pageReader';
import type { Shelf } from './shelf';

/** Contents with their candidates, flat; their texts stand side by side. */
export interface PairCandidates {
  readonly count: number;
  /** Index after the units of the last content. */
  readonly end: number;
  /** Content `k` is `units[starts[k]..starts[k + 1])`; after the last one there is room for one paragraph more. */
  readonly units: Uint16Array;
  readonly starts: Int32Array;
  /** The paragraph that each is. */
  readonly paragraphs: Int32Array;
  /** Rarities of its sampled n-grams: `rarities[rarityStarts[k]..rarityStarts[k + 1])`. */
  readonly rarities: Float32Array;
  readonly rarityStarts: Int32Array;
  /** Candidates by paragraph: `contents[byParagraph[p]..byParagraph[p + 1])` may be copies of paragraph `p`. */
  readonly contents: Int32Array;
  readonly byParagraph: Int32Array;
}

/** Work between two yields, in postings read. */
const STEP = 1 << 16;
/** Room for one paragraph: see LONGEST_PARAGRAPH. */
const ROOM = 1 << 15;

/** An array that grows. */
class Growing<List extends Int32Array | Uint16Array | Float32Array> {
  length = 0;

  constructor(public list: List, private readonly make: (length: number) => List) {}

  push(value: number): void {
    this.reserve(1);
    this.list[this.length++] = value;
  }

  append(values: List): void {
    this.reserve(values.length);
    this.list.set(values, this.length);
    this.length += values.length;
  }

  reserve(more: number): void {
    if (this.length + more <= this.list.length) return;
    const bigger = this.make(Math.ceil((this.length + more) * 1.5));
    bigger.set(this.list);
    this.list = bigger;
  }
}

/**
 * Finds, for the contents whose first living paragraph stands in the files of the range, the contents filed before them
 * that share rare n-grams with them. Yields the number of files done, every few milliseconds.
 */
export function* pairCandidates(shelf: Shelf, range: PairRange, reader: PageReader, sampling: Sampling): Generator<number, PairCandidates> {
  const { catalogue } = shelf;
  const finder = catalogue.finder();
  const { files, segment, dead } = shelf.segments[range.part];
  const offset = shelf.offsets[range.part];
  const most = segment.lengths.subarray(files.first[range.fromFile], files.first[range.toFile]).reduce((sum, length) => sum + length, 2 * ROOM);
  const units = new Growing(new Uint16Array(most), (length) => new Uint16Array(length));
  const starts = new Growing(new Int32Array(1024), (length) => new Int32Array(length));
  const paragraphs = new Growing(new Int32Array(1024), (length) => new Int32Array(length));
  const rarities = new Growing(new Float32Array(8192), (length) => new Float32Array(length));
  const rarityStarts = new Growing(new Int32Array(1024), (length) => new Int32Array(length));
  const left = new Growing(new Int32Array(8192), (length) => new Int32Array(length));
  const right = new Growing(new Int32Array(8192), (length) => new Int32Array(length));
  const pages = new PagesAgain(shelf, reader);
  let grams = new Uint32Array(1 << 12);
  let work = 0;
  starts.push(0);
  rarityStarts.push(0);
  for (let file = range.fromFile; file < range.toFile; file++) {
    const first = files.first[file];
    if (files.first[file + 1] === first || dead[first] === 1) continue;
    for (let own = first; own < files.first[file + 1]; own++) {
      const hash = { high: segment.hashHigh[own], low: segment.hashLow[own] };
      const filed = catalogue.filedUnder(hash);
      if (filed < range.since || catalogue.firstOf(hash) !== offset + own) continue;
      const begin = units.length;
      units.reserve(ROOM);
      const end = pages.textOf(range.part, file, own, units.list, begin);
      if (end < 0) continue;
      if (end - begin > grams.length) grams = new Uint32Array((end - begin) * 2);
      const count = sampledGrams(units.list, begin, end, samplingThreshold(end - begin, sampling), grams, 0);
      work += 64 + finder.find(grams, 0, count, filed, 1);
      if (finder.count === 0) continue;
      for (let place = 0; place < finder.count; place++) {
        left.push(paragraphs.length);
        right.push(finder.found[place]);
      }
      units.length = end;
      starts.push(end);
      paragraphs.push(offset + own);
      rarities.append(finder.rarities.subarray(0, count));
      rarityStarts.push(rarities.length);
    }
    if (work < STEP) continue;
    work = 0;
    yield file - range.fromFile;
  }
  units.reserve(ROOM);
  const { byParagraph, contents } = grouped(left.list.subarray(0, left.length), right.list.subarray(0, right.length), catalogue.count);
  return { count: paragraphs.length, end: units.length, units: units.list, starts: starts.list, paragraphs: paragraphs.list, rarities: rarities.list, rarityStarts: rarityStarts.list, contents, byParagraph };
}

/** A counting sort of the candidates by the paragraph on the right. */
function grouped(left: Int32Array, right: Int32Array, count: number): Pick<PairCandidates, 'byParagraph' | 'contents'> {
  const byParagraph = new Int32Array(count + 1);
  for (let index = 0; index < right.length; index++) byParagraph[right[index] + 1]++;
  for (let paragraph = 0; paragraph < count; paragraph++) byParagraph[paragraph + 1] += byParagraph[paragraph];
  const next = byParagraph.slice();
  const contents = new Int32Array(left.length);
  for (let index = 0; index < left.length; index++) contents[next[right[index]]++] = left[index];
  return { byParagraph, contents };
}
