import type { CopyKind } from '../annotations/model';
import { CandidateFinder, DEFAULT_CANDIDATES, type CandidateOptions } from './candidates';
import { CopyPairs, Kind, KINDS } from './copyPairs';
import { firstOfClass } from './exactClasses';
import { FingerprintBuilder, samplingFor, type Fingerprints, type Sampling } from './fingerprint';
import { buildGramIndex } from './gramIndex';
import { GramOverlap } from './gramOverlap';
import { starGroups, type StarGroups } from './groups';
import { hashName } from './hash64';
import { addSampledUnits, sampledLengths } from './sampledLengths';
import { DEFAULT_VERIFY, Verifier, type VerifyOptions } from './verify';

/** Normalised paragraphs side by side: paragraph `k` is `units[starts[k]..starts[k + 1])`. */
export interface CorpusText {
  readonly units: Uint16Array;
  readonly starts: Int32Array;
}

export interface CorpusOptions {
  /** Paragraphs with fewer normalised units are left out. */
  readonly minUnits: number;
  /** Absent: by the size of the corpus. */
  readonly sampling?: Sampling;
  readonly candidates: CandidateOptions;
  readonly verify: VerifyOptions;
}

export const DEFAULT_CORPUS: CorpusOptions = {
  minUnits: 16, candidates: DEFAULT_CANDIDATES, verify: DEFAULT_VERIFY,
};

/** What a corpus repeats: exact classes, and pairs and star groups of their first members. */
export interface CorpusCopies {
  readonly prints: Fingerprints;
  /** For each paragraph the first with the same content. */
  readonly first: Int32Array;
  readonly pairs: CopyPairs;
  readonly stars: StarGroups;
}

/** One paragraph of a group. Offsets are normalised units from the beginning of the paragraph, `end` exclusive. */
export interface CorpusMember {
  readonly paragraph: number;
  readonly kind: CopyKind;
  readonly similarity: number;
  readonly start: number;
  readonly end: number;
}

/** Copies of one passage across a corpus. The first member is the representative. */
export interface CorpusGroup {
  /** 16 hexadecimal digits from the normalised content of the representative. */
  readonly id: string;
  readonly members: readonly CorpusMember[];
}

/** Work, in postings read and units compared, between two yields. */
const STEP = 1 << 17;

/** Fingerprints, exact classes, candidates, verification, groups, one after the other. Yields every few milliseconds. */
export function* findCorpusCopies(text: CorpusText, options: CorpusOptions = DEFAULT_CORPUS): Generator<undefined, CorpusCopies> {
  const sampling = options.sampling ?? samplingFor(text.units.length);
  const prints = yield* fingerprintAll(text, sampling);
  const first = firstOfClass(prints);
  const pairs = yield* findPairs(text, prints, first, sampling, options);
  return { prints, first, pairs, stars: starGroups(pairs, prints.count) };
}

/** The fingerprints of all paragraphs. */
export function* fingerprintAll(text: CorpusText, sampling: Sampling): Generator<undefined, Fingerprints> {
  const builder = new FingerprintBuilder(sampling);
  let pause = STEP;
  for (let paragraph = 0; paragraph + 1 < text.starts.length; paragraph++) {
    builder.add(text.units, text.starts[paragraph], text.starts[paragraph + 1]);
    if (text.starts[paragraph + 1] > pause) {
      pause = text.starts[paragraph + 1] + STEP;
      yield;
    }
  }
  return builder.view();
}

/** Candidates and verification for every paragraph that is the first of its class. */
export function* findPairs(
  text: CorpusText, prints: Fingerprints, first: Int32Array, sampling: Sampling, options: CorpusOptions,
): Generator<undefined, CopyPairs> {
  const wanted = new Uint8Array(prints.count);
  const sampledUnits = new Float64Array(3);
  for (let paragraph = 0; paragraph < prints.count; paragraph++) {
    if (first[paragraph] !== paragraph || prints.lengths[paragraph] < options.minUnits) continue;
    wanted[paragraph] = 1;
    addSampledUnits(sampledUnits, prints.lengths[paragraph]);
  }
  const index = yield* buildGramIndex(prints, wanted);
  const lengths = sampledLengths(sampledUnits, sampling);
  const finder = new CandidateFinder([{ index, offset: 0, lengths: prints.lengths }], prints.count, lengths, options.candidates);
  const verifier = new Verifier(sampling, options.verify);
  const overlap = new GramOverlap();
  const pairs = new CopyPairs();
  const { starts } = text;
  let work = 0;
  for (let paragraph = 0; paragraph < prints.count; paragraph++) {
    if (wanted[paragraph] !== 1) continue;
    work += 64 + finder.find(prints.grams, prints.gramStarts[paragraph], prints.gramStarts[paragraph + 1], prints.lengths[paragraph], paragraph, 1);
    if (finder.count > 0) {
      overlap.prepare(text.units, starts[paragraph], starts[paragraph + 1]);
      verifier.prepare(text.units, starts[paragraph], starts[paragraph + 1], (_hash, nth) => finder.rarities[nth]);
    }
    for (let place = 0; place < finder.count; place++) {
      const other = finder.found[place];
      work += prints.lengths[other];
      if (overlap.isEnough(text.units, starts[other], starts[other + 1])) {
        const match = verifier.compare(starts[other], starts[other + 1]);
        if (match !== null) pairs.add(paragraph, other, match);
        work += prints.lengths[other] * (8 + (prints.lengths[paragraph] >>> 5));
      }
      if (work < STEP) continue;
      work = 0;
      yield;
    }
  }
  return pairs;
}

/** The groups of a corpus one by one, exact copies written out. A class that is no near copy of
 * another paragraph is a group of its own, whatever it quotes. */
export function* corpusGroups(copies: CorpusCopies, minUnits = DEFAULT_CORPUS.minUnits): Generator<CorpusGroup, void> {
  const { prints, first, pairs, stars } = copies;
  const others = classMembers(first);
  const isCopy = new Uint8Array(prints.count);
  for (let group = 0; group < stars.centres.length; group++) {
    const centre = stars.centres[group];
    isCopy[centre] = 1;
    const whole = { kind: KINDS[0], similarity: 1, start: 0, end: prints.lengths[centre] };
    const members: CorpusMember[] = [centre, ...others(centre)].map((paragraph) => ({ paragraph, ...whole }));
    for (let at = stars.starts[group]; at < stars.starts[group + 1]; at++) {
      const member = stars.members[at];
      const pair = stars.pairs[at];
      if (pairs.kind[pair] <= Kind.near) isCopy[member] = 1;
      const side = pairs.left[pair] === member ? 0 : 2;
      const part = {
        kind: KINDS[pairs.kind[pair]], similarity: pairs.similarity[pair],
        start: pairs.stretches[pair * 4 + side], end: pairs.stretches[pair * 4 + side + 1],
      };
      for (const paragraph of [member, ...others(member)]) members.push({ paragraph, ...part });
    }
    yield { id: paragraphName(prints, centre), members };
  }
  for (let paragraph = 0; paragraph < prints.count; paragraph++) {
    if (first[paragraph] !== paragraph || isCopy[paragraph] === 1 || prints.lengths[paragraph] < minUnits) continue;
    const copiesOf = others(paragraph);
    if (copiesOf.length === 0) continue;
    const whole = { kind: KINDS[0], similarity: 1, start: 0, end: prints.lengths[paragraph] };
    yield {
      id: paragraphName(prints, paragraph),
      members: [paragraph, ...copiesOf].map((index) => ({ paragraph: index, ...whole })),
    };
  }
}

function paragraphName(prints: Fingerprints, paragraph: number): string {
  return hashName({ high: prints.hashHigh[paragraph], low: prints.hashLow[paragraph] });
}

/** A look-up of the other members of a class by its first. In flat form: a large corpus has hundreds of thousands. */
function classMembers(first: Int32Array): (paragraph: number) => readonly number[] {
  const next = new Int32Array(first.length);
  const last = new Int32Array(first.length);
  for (let paragraph = 0; paragraph < first.length; paragraph++) {
    const head = first[paragraph];
    if (head === paragraph) continue;
    next[last[head] === 0 ? head : last[head]] = paragraph;
    last[head] = paragraph;
  }
  return (paragraph) => {
    const others: number[] = [];
    for (let other = next[paragraph]; other !== 0; other = next[other]) others.push(other);
    return others;
  };
}
