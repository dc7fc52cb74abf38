import { CopyPairs, Kind } from '../duplicates/copyPairs';
import type { Sampling } from '../duplicates/fingerprint';
import { GramOverlap } from '../duplicates/gramOverlap';
import type { GramWeights } from '../duplicates/gramWeights';
import { Verifier, type RarityOf } from '../duplicates/verify';
import { pairBatch, type PairBatch } from './pairBatch';
import { TextFile } from './contentTexts';
import { pairCandidates, type PairCandidates } from './pairCandidates';
import type { PageReader } from './pageReader';
import { PagesAgain } from './pagesAgain';
import type { Shelf } from './shelf';
import { tellSteps } from './tellSteps';

/** Formula text that one content shares with others is noted this often: the groups name it, nobody needs all of it. */
const FORMULA_PAIRS = 4;

/** Work between two yields, in units compared; some milliseconds. */
const STEP = 1 << 19;

/** Which contents are compared: those filed under paragraphs of the files `[fromFile, toFile)` of a part. */
export interface PairRange {
  readonly part: number;
  readonly fromFile: number;
  readonly toFile: number;
}

/**
 * Compares the contents of the range with all contents filed before them. First the candidates of all of them are found;
 * then the corpus is gone through once, and each paragraph is compared with the contents that it is a candidate of, so that
 * nothing is read for a single pair. Files that changed since are passed over. Yields the number of files done, half of
 * them by the candidates, every few milliseconds.
 *
 * @param textFile where `writeTexts` wrote the texts of the shelf; null: they are read from the pages
 */
export function* findPairsOfFiles(
  shelf: Shelf, range: PairRange, textFile: string | null, reader: PageReader, { sampling }: { readonly sampling: Sampling },
): Generator<number, PairBatch> {
  const texts = textFile === null ? new PagesAgain(shelf, reader) : new TextFile(textFile, shelf);
  try {
    const files = range.toFile - range.fromFile;
    const { catalogue } = shelf;
    const weights = catalogue.weights();
    const candidates = yield* tellSteps(pairCandidates(shelf, range, weights, texts), (share) => Math.floor(share * files));
    const comparison = new Comparison(candidates, weights, sampling);
    const { byParagraph } = candidates;
    for (const [part, { files: table, segment }] of shelf.segments.entries()) {
      const offset = shelf.offsets[part];
      for (let file = 0; file < table.paths.length; file++) {
        if (byParagraph[offset + table.first[file]] === byParagraph[offset + table.first[file + 1]]) continue;
        for (let own = table.first[file]; own < table.first[file + 1]; own++) {
          const paragraph = offset + own;
          if (byParagraph[paragraph] === byParagraph[paragraph + 1]) continue;
          if (part > 0 && catalogue.filedUnder({ high: segment.hashHigh[own], low: segment.hashLow[own] }) !== paragraph) continue;
          const end = texts.textOf(part, file, own, comparison.units, comparison.begin);
          if (end >= 0) comparison.compare(paragraph, end);
        }
        if (comparison.work < STEP) continue;
        comparison.work = 0;
        yield Math.floor(files * (0.5 + 0.5 * (offset + table.first[file]) / catalogue.count));
      }
    }
    return pairBatch(comparison.pairs, catalogue);
  } finally {
    texts.close();
  }
}

/** Compares one paragraph after the other with the contents that it is a candidate of. */
class Comparison {
  readonly pairs = new CopyPairs();
  readonly units: Uint16Array;
  /** Where the paragraph that is compared stands among the units: after all contents. */
  readonly begin: number;
  /** Units compared; set back by the caller. */
  work = 0;
  private readonly overlap = new GramOverlap();
  private readonly verifier: Verifier;
  private readonly formulas: Uint8Array;
  private readonly rarity: RarityOf;

  constructor(private readonly candidates: PairCandidates, weights: GramWeights, sampling: Sampling) {
    this.rarity = (hash) => weights.rarityOf(hash);
    this.units = candidates.units;
    this.begin = candidates.end;
    this.verifier = new Verifier(sampling);
    this.formulas = new Uint8Array(candidates.paragraphs.length);
  }

  compare(paragraph: number, end: number): void {
    const { units, begin, candidates: { starts, paragraphs, contents, byParagraph }, overlap, formulas, verifier } = this;
    overlap.prepare(units, begin, end);
    for (let at = byParagraph[paragraph]; at < byParagraph[paragraph + 1]; at++) {
      const content = contents[at];
      this.work += starts[content + 1] - starts[content];
      if (!overlap.isEnough(units, starts[content], starts[content + 1])) continue;
      this.work += 4 * (end - begin);
      verifier.prepare(units, starts[content], starts[content + 1], this.rarity);
      const match = verifier.compare(begin, end);
      if (match === null) continue;
      if (match.kind === Kind.formula) {
        if (formulas[content] === FORMULA_PAIRS) continue;
        formulas[content]++;
      }
      this.pairs.add(paragraphs[content], paragraph, match);
    }
  }
}
