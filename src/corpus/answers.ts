import { KINDS, Kind } from '../duplicates/copyPairs';
import type { CorpusMember } from '../duplicates/corpus';
import { hash64, hashName, type Hash64 } from '../duplicates/hash64';
import { PairSearch } from '../duplicates/pairSearch';
import type { GroupTable, TableGroup } from './groupTable';
import type { PageReader } from './pageReader';
import type { CorpusGroupView, FilePassage, FileShare, GroupList, GroupMember, GroupOrder, GroupQuery, PageCopy } from './protocol';
import type { Places } from './places';
import type { Shelf } from './shelf';
import type { IndexOptions } from './tasks';

const PLACES = 100;
/** Of the copies of one page so many places are named, and of further ones only how many there are. */
const MOST_LISTED = 50_000;
const EXCERPT = 60;
const MIN_UNITS = 20;

/** Sorts first what a person wants to see first; the rest of the order is fixed by the id. */
const ORDERS: Readonly<Record<GroupOrder, (group: TableGroup) => number>> = {
  members: ({ group }) => group.members.length,
  length: ({ length }) => length,
  files: ({ files }) => files,
  similarity: ({ similarity }) => similarity,
};

export function listGroups(table: GroupTable, query: GroupQuery, places: Places, reader: PageReader): GroupList {
  const minUnits = query.minUnits ?? MIN_UNITS;
  const order = ORDERS[query.order];
  const groups = table.groups
    .filter(({ length, group }) => length >= minUnits && group.members.length > 1)
    .sort((a, b) => order(b) - order(a) || b.length - a.length || (a.group.id < b.group.id ? -1 : 1));
  return {
    total: groups.length,
    groups: groups.slice(query.from, query.from + query.count).map((group) => groupView(group, query.maxMembers ?? PLACES, places, reader)),
  };
}

function groupView({ group, kind, similarity, length, files }: TableGroup, maxMembers: number, places: Places, reader: PageReader): CorpusGroupView {
  const members = group.members.slice(0, maxMembers)
    .map((member): GroupMember => ({ ...passageOf(member, places, reader), kind: member.kind, similarity: member.similarity }));
  return {
    id: group.id, kind: KINDS[kind], similarity, length, memberCount: group.members.length, fileCount: files, members,
    excerpt: excerptOf(group.members[0].paragraph, places, reader),
  };
}

function excerptOf(paragraph: number, places: Places, reader: PageReader): string {
  const { path, start, end, byte } = places.placeOf(paragraph);
  try {
    const text = reader.readStretch(path, start, Math.min(end, start + EXCERPT), byte).text.replace(/\s+/gu, '');
    return end > start + EXCERPT ? `${text}…` : text;
  } catch {
    return ''; // gone since: the next update takes the group away
  }
}

/** The stretch of a paragraph in its file. Parts of paragraphs are looked up in the file, wholes are known. */
function passageOf({ paragraph, start, end }: Pick<CorpusMember, 'paragraph' | 'start' | 'end'>, places: Places, reader: PageReader): FilePassage {
  const place = places.placeOf(paragraph);
  const whole = { path: place.path, start: place.start, end: place.end };
  if (start === 0 && end === places.lengthOf(paragraph)) return whole;
  try {
    const { offsets } = reader.readStretch(place.path, place.start, place.end, place.byte);
    if (end > offsets.length) return whole;
    return { path: place.path, start: place.start + offsets[start], end: place.start + offsets[end - 1] + 1 };
  } catch {
    return whole; // gone since: the next update takes it away
  }
}

export function listShares(table: GroupTable, places: Places, from: number, count: number): { total: number; files: FileShare[] } {
  const shares: FileShare[] = [];
  places.segments.forEach(({ files, deadFiles }, part) => {
    table.copied[part].forEach((copied, file) => {
      if (copied > 0 && deadFiles[file] === 0) shares.push({ path: files.paths[file], units: files.units[file], copied });
    });
  });
  shares.sort((a, b) => b.copied / b.units - a.copied / a.units || b.copied - a.copied || (a.path < b.path ? -1 : 1));
  return { total: shares.length, files: shares.slice(from, from + count) };
}

/** A copy of a content, wherever the content stands on the page. `own`: where in it, in normalised units; absent for all of it. */
interface FoundCopy extends Pick<PageCopy, 'kind' | 'similarity' | 'places' | 'count'> {
  readonly own?: { readonly start: number; readonly end: number };
}

/** Finds copies of a text's passages among those of the shelf. Holds scratch space for as long as the shelf stands. */
export class CopyFinder {
  private readonly search: PairSearch;

  constructor(private readonly shelf: Shelf, private readonly reader: PageReader, options: IndexOptions) {
    const { catalogue } = shelf;
    const textOf = (paragraph: number): Uint16Array | undefined =>
      (catalogue.filedUnder(catalogue.hashOf(paragraph)) === paragraph ? shelf.textOf(paragraph) : undefined);
    this.search = new PairSearch(catalogue, textOf, options);
  }

  /** @param path of the text's own file, whose passages are no copies */
  copiesOf(text: string, path: string | undefined): PageCopy[] {
    const page = this.reader.paragraphsOf(text);
    const known = new Map<string, readonly FoundCopy[]>();
    const copies: PageCopy[] = [];
    let listed = 0;
    for (let index = 0; index < page.count; index++) {
      const from = page.from[index];
      const to = page.from[index + 1];
      const span = { start: page.starts[index], end: page.ends[index] };
      const hash = hash64(page.units, from, to);
      const group = hashName(hash);
      const found = known.get(group) ?? this.copiesOfContent(page.units, from, to, hash, path);
      known.set(group, found);
      for (const { own, kind, similarity, places, count } of found) {
        const stretch = own === undefined ? span : this.inText(text, span, own.start, own.end);
        copies.push({ ...stretch, kind, similarity, group, places: listed < MOST_LISTED ? places : [], count });
        listed += places.length;
      }
    }
    return copies;
  }

  /** The copies of `units[from..to)` outside the page itself. */
  private copiesOfContent(units: Uint16Array, from: number, to: number, hash: Hash64, path: string | undefined): FoundCopy[] {
    const { catalogue } = this.shelf;
    const copies: FoundCopy[] = [];
    this.note(copies, { kind: 'exact', similarity: 1 }, hash, undefined, path);
    const known = catalogue.filedUnder(hash);
    this.search.search(units, from, to, catalogue.count, known < 0 ? 0 : 1, (other, match) => {
      if (other === known) return;
      const whole = match.kind !== Kind.contains && match.kind !== Kind.formula;
      const stretches = whole ? undefined : {
        own: { start: match.leftStart, end: match.leftEnd }, theirs: { start: match.rightStart, end: match.rightEnd },
      };
      this.note(copies, { kind: KINDS[match.kind], similarity: match.similarity, ...(stretches ? { own: stretches.own } : {}) },
        catalogue.hashOf(other), stretches?.theirs, path);
    });
    return copies;
  }

  /** Adds the copy with all the places of its content outside the page itself; nothing where there is none. */
  private note(
    copies: FoundCopy[], copy: Omit<FoundCopy, 'places' | 'count'>, hash: Hash64,
    stretch: { start: number; end: number } | undefined, path: string | undefined,
  ): void {
    const places: FilePassage[] = [];
    let count = 0;
    this.shelf.catalogue.visit(hash, (paragraph) => {
      const place = this.shelf.placeOf(paragraph);
      if (place.path === path) return true;
      if (++count > PLACES) return true;
      const part = stretch ?? { start: 0, end: this.shelf.catalogue.lengthOf(paragraph) };
      places.push(passageOf({ paragraph, ...part }, this.shelf, this.reader));
      return true;
    });
    if (count > 0) copies.push({ ...copy, places, count });
  }

  private inText(text: string, span: { start: number; end: number }, from: number, to: number): { start: number; end: number } {
    const offsets = this.reader.offsetsOf(text.slice(span.start, span.end));
    return { start: span.start + offsets[from], end: span.start + offsets[to - 1] + 1 };
  }
}
