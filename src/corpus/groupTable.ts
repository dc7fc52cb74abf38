import { Kind, CopyPairs } from '../duplicates/copyPairs';
import { corpusGroups, type CorpusGroup, type CorpusMember } from '../duplicates/corpus';
import { ContentTable } from '../duplicates/exactClasses';
import { starGroups } from '../duplicates/groups';
import { copiedUnits } from '../duplicates/copiedUnits';
import { RepeatedHashes } from '../duplicates/repeatedHashes';
import type { PairBatch } from './pairBatch';
import type { Places } from './places';

/** A group of the corpus, with what it is sorted by. Paragraph numbers are those of the places. */
export interface TableGroup {
  readonly group: CorpusGroup;
  readonly kind: number;
  readonly similarity: number;
  /** Normalised units of the representative. */
  readonly length: number;
  readonly files: number;
}

export interface GroupTable {
  readonly groups: readonly TableGroup[];
  /** For each segment and each of its files: units that stand elsewhere too. */
  readonly copied: readonly Int32Array[];
}

const KIND_OF = { exact: Kind.exact, near: Kind.near, contains: Kind.contains, formula: Kind.formula } as const;

/** Groups the living paragraphs of the corpus: exact ones by content, others by the pairs of contents. Yields now and then. */
export function* groupTable(places: Places, batches: readonly PairBatch[]): Generator<undefined, GroupTable> {
  const living = livingTable(places, repeatedContents(places, batches));
  yield;
  const contents = new ContentTable(living);
  const { first } = contents;
  yield;
  const pairs = new CopyPairs();
  for (const batch of batches) {
    addPairs(batch, contents, pairs);
    yield;
  }
  const stars = starGroups(pairs, living.lengths.length);
  yield;
  const prints = { ...living, count: living.lengths.length, gramStarts: new Int32Array(0), grams: new Uint32Array(0) };
  const groups: TableGroup[] = [];
  const copied = places.segments.map(({ files }) => new Int32Array(files.paths.length));
  for (const found of corpusGroups({ prints, first, pairs, stars })) {
    const group = { id: found.id, members: withoutFormulas(found.members).map((member) => ({ ...member, paragraph: living.numbers[member.paragraph] })) };
    groups.push(summary(group, places));
    if (groups.length % 256 === 0) yield;
  }
  for (const [index, units] of copiedUnits(living.lengths, first, pairs).entries()) {
    if (units === 0) continue;
    const { part, file } = places.fileOf(living.numbers[index]);
    copied[part][file] += units;
  }
  return { groups, copied };
}

/** Where a passage has copies, what only shares formula text with it is not named beside them. */
function withoutFormulas(members: readonly CorpusMember[]): readonly CorpusMember[] {
  const copies = members.filter(({ kind }) => kind !== 'formula');
  return copies.length > 1 ? copies : members;
}

/** The contents that stand twice or are one of a pair: few, as a rule, and no others get into groups. */
function repeatedContents({ segments, count }: Places, batches: readonly PairBatch[]): RepeatedHashes {
  const repeated = new RepeatedHashes(count);
  for (const { segment: { hashHigh, hashLow }, dead } of segments) {
    for (let paragraph = 0; paragraph < dead.length; paragraph++) if (dead[paragraph] === 0) repeated.add(hashHigh[paragraph], hashLow[paragraph]);
  }
  for (const { leftHigh, leftLow, rightHigh, rightLow } of batches) {
    for (let pair = 0; pair < leftHigh.length; pair++) {
      repeated.addRepeated(leftHigh[pair], leftLow[pair]);
      repeated.addRepeated(rightHigh[pair], rightLow[pair]);
    }
  }
  return repeated;
}

/** Hashes and lengths of the living paragraphs side by side that may be repeated, with their numbers among all. */
function livingTable({ segments, offsets, count: most }: Places, repeated: RepeatedHashes): { numbers: Int32Array; hashHigh: Uint32Array; hashLow: Uint32Array; lengths: Int32Array } {
  const numbers = new Int32Array(most);
  let count = 0;
  for (const [part, { segment: { hashHigh, hashLow }, dead }] of segments.entries()) {
    for (let paragraph = 0; paragraph < dead.length; paragraph++) {
      if (dead[paragraph] === 0 && repeated.mayHold(hashHigh[paragraph], hashLow[paragraph])) numbers[count++] = offsets[part] + paragraph;
    }
  }
  const living = { numbers: numbers.slice(0, count), hashHigh: new Uint32Array(count), hashLow: new Uint32Array(count), lengths: new Int32Array(count) };
  let at = 0;
  for (const [part, { segment: { hashHigh, hashLow, lengths } }] of segments.entries()) {
    for (; at < count && numbers[at] < offsets[part + 1]; at++) {
      const paragraph = numbers[at] - offsets[part];
      living.hashHigh[at] = hashHigh[paragraph];
      living.hashLow[at] = hashLow[paragraph];
      living.lengths[at] = lengths[paragraph];
    }
  }
  return living;
}

function addPairs(batch: PairBatch, contents: ContentTable, pairs: CopyPairs): void {
  for (let pair = 0; pair < batch.kind.length; pair++) {
    const left = contents.find({ high: batch.leftHigh[pair], low: batch.leftLow[pair] });
    const right = left < 0 ? -1 : contents.find({ high: batch.rightHigh[pair], low: batch.rightLow[pair] });
    if (right < 0 || left === right) continue;
    pairs.add(left, right, {
      kind: batch.kind[pair], similarity: batch.similarity[pair],
      leftShare: batch.shares[pair * 2], rightShare: batch.shares[pair * 2 + 1],
      leftStart: batch.stretches[pair * 4], leftEnd: batch.stretches[pair * 4 + 1],
      rightStart: batch.stretches[pair * 4 + 2], rightEnd: batch.stretches[pair * 4 + 3],
    });
  }
}

function summary(group: CorpusGroup, places: Places): TableGroup {
  let similarity = 1;
  const kinds = new Set<number>();
  const files = new Set<number>();
  group.members.forEach((member, index) => {
    similarity = Math.min(similarity, member.similarity);
    if (index > 0) kinds.add(KIND_OF[member.kind]);
    const { part, file } = places.fileOf(member.paragraph);
    files.add(part * 2 ** 24 + file);
  });
  return { group, kind: kindOf(kinds), similarity, length: places.lengthOf(group.members[0].paragraph), files: files.size };
}

/** Of a group with members of these kinds: what is most to be said of it. */
function kindOf(kinds: ReadonlySet<number>): number {
  return [Kind.near, Kind.contains, Kind.formula].find((kind) => kinds.has(kind)) ?? Kind.exact;
}
