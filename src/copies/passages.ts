import { Uri } from 'vscode';
import { isUnplaced, type Annotation } from '../annotations/model';
import type { PageCopy } from '../corpus/protocol';
import { byLength, bySpan, type Span } from '../page/span';
import type { PageSession } from '../review/pageSession';
import { firstIndex } from '../page/firstIndex';

/** A stretch of a page, annotated or not. */
export interface Place extends Span {
  readonly uri: Uri;
}

/** A passage of an annotated page that stands elsewhere too. */
export interface Passage extends Span {
  readonly group: string;
  /** A CopyKind. */
  readonly label: string;
  /** 0 to 1; of copies of different similarity the least. */
  readonly similarity: number;
  /** Present where the page itself knows of the copy, or somebody decided about it. */
  readonly annotation?: Annotation;
  /** All places of the passage on this page, itself included, in reading order. */
  readonly here: readonly Span[];
  /** Places in other files, in the order of their names; of very many the first. */
  readonly elsewhere: readonly Place[];
  /** How many copies there are, this one included. */
  readonly count: number;
}

/** What two stretches must share of the longer one to be the same passage. */
const SAME_SHARE = 0.8;

interface Group {
  readonly group: string;
  readonly label: string;
  similarity: number;
  readonly members: { readonly span: Span; readonly annotation?: Annotation }[];
  readonly places: Map<string, Place>;
  /** Places elsewhere, also those that are not listed. */
  beyond: number;
}

/** The copied passages of a page in reading order: copies on the page, joined with those that the corpus knows in other files. */
export function passagesOf(session: Pick<PageSession, 'annotations' | 'elsewhere'>): readonly Passage[] {
  const { copies } = session.annotations;
  const groups = groupsOnPage(copies);
  const rejected = new SpanIndex(copies.filter(({ status }) => status === 'rejected').map((span) => ({ span })));
  const standing = new SpanIndex([...groups.values()].flatMap((group) => group.members.map(({ span }) => ({ span, group }))));
  for (const copy of session.elsewhere) {
    if (copy.kind === 'formula' || rejected.same(copy)) continue;
    addElsewhere(groups, standing.same(copy)?.group, copy);
  }
  return [...groups.values()].flatMap(passagesOfGroup).sort(bySpan);
}

/** The smallest passage that holds the offset. */
export function passageAt({ passages }: Pick<PageSession, 'passages'>, offset: number): Passage | undefined {
  return passages.filter(({ start, end }) => start <= offset && offset <= end)
    .sort((a, b) => byLength(a, b) || b.start - a.start).at(0);
}

/** All places of a passage by file and position: the same order from whichever of them one looks. */
export function placesOf(page: Uri, passage: Passage): Place[] {
  return [...passage.here.map(({ start, end }): Place => ({ uri: page, start, end })), ...passage.elsewhere].sort(byPlace);
}

function byPlace(a: Place, b: Place): number {
  return compare(a.uri.path, b.uri.path) || a.start - b.start;
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.uri.toString() === b.uri.toString() && a.start === b.start && a.end === b.end;
}

function groupsOnPage(annotations: readonly Annotation[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const annotation of annotations) {
    const { status, group, label, similarity } = annotation;
    if (status === 'rejected' || group === undefined || label === 'formula' || isUnplaced(annotation)) continue;
    const known = groups.get(group) ?? { group, label, similarity: 1, members: [], places: new Map<string, Place>(), beyond: 0 };
    known.similarity = Math.min(known.similarity, similarity ?? 1);
    known.members.push({ span: annotation, annotation });
    groups.set(group, known);
  }
  return groups;
}

function addElsewhere(groups: Map<string, Group>, standing: Group | undefined, copy: PageCopy): void {
  const { group: id, kind, similarity, places, count, start, end } = copy;
  const span = { start, end };
  let group = standing ?? groups.get(id);
  if (!group) {
    group = { group: id, label: kind, similarity, members: [], places: new Map(), beyond: 0 };
    groups.set(id, group);
  }
  if (!standing && !isLately(group.members, span)) group.members.push({ span });
  group.similarity = Math.min(group.similarity, similarity);
  for (const { path, ...stretch } of places) {
    const uri = Uri.file(path);
    group.places.set(`${uri.toString()}\n${stretch.start}\n${stretch.end}`, { uri, ...stretch });
  }
  group.beyond = Math.max(group.beyond, count);
}

function passagesOfGroup({ group, label, similarity, members, places, beyond }: Group): Passage[] {
  const here = members.map(({ span: { start, end } }) => ({ start, end })).sort((a, b) => a.start - b.start);
  const elsewhere = [...places.values()].sort(byPlace);
  const count = here.length + Math.max(beyond, elsewhere.length);
  return members.map(({ span: { start, end }, annotation }) => ({
    start, end, group, label, similarity, here, elsewhere, count, ...(annotation ? { annotation } : {}),
  }));
}

/** Whether a stretch is among the members, of which the last ones stand in reading order. */
function isLately(members: Group['members'], span: Span): boolean {
  const reach = (span.end - span.start) / 4;
  for (let index = members.length - 1; index >= 0 && members[index].span.start >= span.start - reach; index--) {
    if (isSame(members[index].span, span)) return true;
  }
  return false;
}

/** Finds the stretch that is the same passage as another, among many. */
class SpanIndex<Item extends { readonly span: Span }> {
  private readonly items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.items = [...items].sort((a, b) => a.span.start - b.span.start);
  }

  same(span: Span): Item | undefined {
    // the same passage begins within a quarter of the length: what is not shared is at most a fifth of the longer one
    const reach = (span.end - span.start) / 4;
    const { items } = this;
    let low = firstIndex(items.length, (index) => items[index].span.start >= span.start - reach);
    for (; low < items.length && items[low].span.start <= span.start + reach; low++) if (isSame(items[low].span, span)) return items[low];
    return undefined;
  }
}

function isSame(a: Span, b: Span): boolean {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared >= SAME_SHARE * Math.max(a.end - a.start, b.end - b.start);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
