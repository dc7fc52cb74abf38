import { Kind, CopyPairs } from '../duplicates/copyPairs';
import { corpusGroups, type CorpusGroup, type CorpusMember } from '../duplicates/corpus';
import { firstOfClass } from '../duplicates/exactClasses';
import { starGroups } from '../duplicates/groups';
import type { PairBatch } from './pairBatch';
import type { Shelf } from './shelf';

/** A group of the corpus, with what it is sorted by. Paragraph numbers are those of the catalogue. */
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
  /** For each part of the catalogue and each of its files: units that stand elsewhere too. */
  readonly copied: readonly Int32Array[];
}

const KIND_OF = { exact: Kind.exact, near: Kind.near, contains: Kind.contains, formula: Kind.formula } as const;

/** Groups the living paragraphs of the corpus: exact ones by content, others by the pairs of contents. Yields now and then. */
export function* groupTable(shelf: Shelf, batches: readonly PairBatch[]): Generator<undefined, GroupTable> {
  const { catalogue } = shelf;
  const living = livingTable(shelf);
  yield;
  const first = firstOfClass(living);
  yield;
  const numberOf = new Int32Array(catalogue.count).fill(-1);
  living.numbers.forEach((paragraph, index) => { numberOf[paragraph] = index; });
  const pairs = new CopyPairs();
  for (const batch of batches) {
    addPairs(batch, (high, low) => {
      const paragraph = catalogue.firstOf({ high, low });
      return paragraph < 0 ? -1 : numberOf[paragraph];
    }, pairs);
    yield;
  }
  const stars = starGroups(pairs, living.lengths.length);
  yield;
  const prints = { ...living, count: living.lengths.length, gramStarts: new Int32Array(0), grams: new Uint32Array(0) };
  const groups: TableGroup[] = [];
  const copied = shelf.segments.map(({ files }) => new Int32Array(files.paths.length));
  const share = new Int32Array(living.lengths.length);
  for (const found of corpusGroups({ prints, first, pairs, stars })) {
    const group = { id: found.id, members: withoutFormulas(found.members).map((member) => ({ ...member, paragraph: living.numbers[member.paragraph] })) };
    groups.push(summary(group, shelf));
    for (const { paragraph, kind, start, end } of found.members) {
      if (kind !== 'formula') share[paragraph] = Math.max(share[paragraph], end - start);
    }
    if (groups.length % 256 === 0) yield;
  }
  share.forEach((units, index) => {
    if (units === 0) return;
    const { part, file } = shelf.filesOf(living.numbers[index]);
    copied[part][file] += units;
  });
  return { groups, copied };
}

/** Where a passage has copies, what only shares formula text with it is not named beside them. */
function withoutFormulas(members: readonly CorpusMember[]): readonly CorpusMember[] {
  const copies = members.filter(({ kind }) => kind !== 'formula');
  return copies.length > 1 ? copies : members;
}

/** Hashes and lengths of the living paragraphs side by side, with their numbers in the catalogue. */
function livingTable({ catalogue }: Shelf): { numbers: Int32Array; hashHigh: Uint32Array; hashLow: Uint32Array; lengths: Int32Array } {
  let count = 0;
  for (const { dead } of catalogue.parts) for (const flag of dead) if (flag === 0) count++;
  const numbers = new Int32Array(count);
  const hashHigh = new Uint32Array(count);
  const hashLow = new Uint32Array(count);
  const lengths = new Int32Array(count);
  let at = 0;
  for (const { segment, dead, offset } of catalogue.parts) {
    for (let paragraph = 0; paragraph < dead.length; paragraph++) {
      if (dead[paragraph] === 1) continue;
      numbers[at] = offset + paragraph;
      hashHigh[at] = segment.hashHigh[paragraph];
      hashLow[at] = segment.hashLow[paragraph];
      lengths[at++] = segment.lengths[paragraph];
    }
  }
  return { numbers, hashHigh, hashLow, lengths };
}

function addPairs(batch: PairBatch, numberOf: (high: number, low: number) => number, pairs: CopyPairs): void {
  for (let pair = 0; pair < batch.kind.length; pair++) {
    const left = numberOf(batch.leftHigh[pair], batch.leftLow[pair]);
    const right = left < 0 ? -1 : numberOf(batch.rightHigh[pair], batch.rightLow[pair]);
    if (right < 0 || left === right) continue;
    pairs.add(left, right, {
      kind: batch.kind[pair], similarity: batch.similarity[pair],
      leftShare: batch.shares[pair * 2], rightShare: batch.shares[pair * 2 + 1],
      leftStart: batch.stretches[pair * 4], leftEnd: batch.stretches[pair * 4 + 1],
      rightStart: batch.stretches[pair * 4 + 2], rightEnd: batch.stretches[pair * 4 + 3],
    });
  }
}

function summary(group: CorpusGroup, shelf: Shelf): TableGroup {
  let similarity = 1;
  const kinds = new Set<number>();
  const files = new Set<number>();
  group.members.forEach((member, index) => {
    similarity = Math.min(similarity, member.similarity);
    if (index > 0) kinds.add(KIND_OF[member.kind]);
    const { part, file } = shelf.filesOf(member.paragraph);
    files.add(part * 2 ** 24 + file);
  });
  const kind = kinds.size === 1 ? [...kinds][0] : Kind.near;
  return { group, kind, similarity, length: shelf.catalogue.lengthOf(group.members[0].paragraph), files: files.size };
}
