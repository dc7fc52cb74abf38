import { CopyPairs, Kind } from '../duplicates/copyPairs';
import { PairSearch, type PairSearchOptions } from '../duplicates/pairSearch';
import { pairBatch, type PairBatch } from './pairBatch';
import type { FileTable } from './fileTable';
import type { PageReader, Paragraphs } from './pageReader';
import type { Shelf } from './shelf';

/** Formula text that one content shares with others is noted this often: the groups name it, nobody needs all of it. */
const FORMULA_PAIRS = 4;

/** Files read between two yields are as many as take this much work; some milliseconds. */
const STEP = 1 << 16;

/** Which files are compared: `[fromFile, toFile)` of a part; contents filed before `since` are known already. */
export interface PairRange {
  readonly part: number;
  readonly fromFile: number;
  readonly toFile: number;
  readonly since: number;
}

/**
 * Compares the contents whose first living paragraph stands in the files of the range with all contents filed before
 * them. Files that changed since are passed over. Yields the number of files done, every few milliseconds.
 */
export function* findPairsOfFiles(
  shelf: Shelf, { part, fromFile, toFile, since }: PairRange, reader: PageReader, options: PairSearchOptions,
): Generator<number, PairBatch> {
  const { catalogue } = shelf;
  const { files } = shelf.segments[part];
  const { offset, dead, segment } = catalogue.parts[part];
  const textOf = (paragraph: number): Uint16Array | undefined =>
    (catalogue.filedUnder(catalogue.hashOf(paragraph)) === paragraph ? shelf.textOf(paragraph) : undefined);
  const search = new PairSearch(catalogue, textOf, options);
  const pairs = new CopyPairs();
  let work = 0;
  for (let file = fromFile; file < toFile; file++) {
    const first = files.first[file];
    const count = files.first[file + 1] - first;
    if (count === 0 || dead[first] === 1) continue;
    const paragraphs = readAgain(files, file, reader);
    if (paragraphs === undefined) continue;
    for (let index = 0; index < count; index++) {
      const own = first + index;
      const hash = { high: segment.hashHigh[own], low: segment.hashLow[own] };
      const filed = catalogue.filedUnder(hash);
      if (filed < since || catalogue.firstOf(hash) !== offset + own) continue;
      let formulas = 0;
      const from = paragraphs.from[index];
      work += search.search(paragraphs.units, from, paragraphs.from[index + 1], filed, 1, (other, match) => {
        if (match.kind === Kind.formula && ++formulas > FORMULA_PAIRS) return;
        pairs.add(offset + own, other, match);
      });
      if (work < STEP) continue;
      work = 0;
      yield file - fromFile;
    }
  }
  return pairBatch(pairs, catalogue);
}

/** The paragraphs of a file that is still what was indexed. */
function readAgain(files: FileTable, file: number, reader: PageReader): Paragraphs | undefined {
  try {
    const { hash, paragraphs } = reader.readFile(files.paths[file]);
    return hash[0] === files.hashLow[file] && hash[1] === files.hashHigh[file] ? paragraphs : undefined;
  } catch {
    return undefined; // gone or unreadable since: the next update says so with its reason
  }
}
