import type { EntityLabel } from '../annotations/model';
import type { AcceptedName, RejectedName } from './knownNames';

/** A name of the lexicon; the note is for people. */
export interface LexiconName extends AcceptedName {
  readonly note?: string;
}

export interface LexiconRejection extends RejectedName {
  readonly note?: string;
}

/** What a workspace knows: its names by their text, and what is no name, by `rejectionKey`. Never changed in place. */
export interface LexiconContent {
  readonly names: ReadonlyMap<string, LexiconName>;
  readonly rejected: ReadonlyMap<string, LexiconRejection>;
}

/** A step that changes a lexicon. What is removed is named by the key of its map. */
export interface LexiconChange {
  readonly names?: readonly LexiconName[];
  readonly removedNames?: readonly string[];
  readonly rejected?: readonly LexiconRejection[];
  readonly removedRejections?: readonly string[];
}

export const EMPTY_LEXICON: LexiconContent = { names: new Map(), rejected: new Map() };

/** A name must have this many code units to be looked for everywhere: one character stands in too many words. */
export const SHORTEST_NAME = 2;
/** Longer stretches are no names. */
export const LONGEST_NAME = 100;
/** How many code units on each side of a rejected name are its context. */
const CONTEXT = 3;

export function isLexiconName(name: string): boolean {
  return name.length >= SHORTEST_NAME && name.length <= LONGEST_NAME && !/[\r\n\t]/.test(name);
}

/** What stands around a span of a paragraph, as rejections remember it: '\n' is the paragraph's edge. */
export function rejectionAt(text: string, start: number, end: number): RejectedName {
  const framed = `\n${text}\n`;
  return {
    name: text.slice(start, end),
    before: framed.slice(Math.max(0, start + 1 - CONTEXT), start + 1),
    after: framed.slice(end + 1, end + 1 + CONTEXT),
  };
}

export function rejectionKey({ name, before, after }: RejectedName): string {
  return JSON.stringify([name, before, after]);
}

/** The lexicon after a step, and the step that takes it back; the lexicon itself where the step changes nothing. */
export function changeLexicon(content: LexiconContent, change: LexiconChange): { readonly content: LexiconContent; readonly inverse: LexiconChange } {
  const names = changed(content.names, (change.names ?? []).map((name) => [name.name, name]), change.removedNames ?? [], sameName);
  const rejected = changed(content.rejected, (change.rejected ?? []).map((one) => [rejectionKey(one), one]), change.removedRejections ?? [], sameRejection);
  return {
    content: names.map === content.names && rejected.map === content.rejected ? content : { names: names.map, rejected: rejected.map },
    inverse: { names: names.before, removedNames: names.added, rejected: rejected.before, removedRejections: rejected.added },
  };
}

function changed<Entry>(
  map: ReadonlyMap<string, Entry>, set: readonly (readonly [string, Entry])[], removed: readonly string[], same: (left: Entry, right: Entry) => boolean,
): { map: ReadonlyMap<string, Entry>; before: Entry[]; added: string[] } {
  const after = new Map(map);
  const before: Entry[] = [];
  const added: string[] = [];
  for (const key of removed) {
    const old = after.get(key);
    if (old === undefined) continue;
    before.push(old);
    after.delete(key);
  }
  for (const [key, entry] of set) {
    const old = after.get(key);
    if (old !== undefined && same(old, entry)) continue;
    if (old === undefined) added.push(key);
    else before.push(old);
    after.set(key, entry);
  }
  return { map: before.length + added.length === 0 ? map : after, before, added };
}

/** A decision says nothing of notes: it leaves them as they are. */
function sameName(left: LexiconName, right: LexiconName): boolean {
  return left.label === right.label && (right.note === undefined || left.note === right.note);
}

function sameRejection(left: LexiconRejection, right: LexiconRejection): boolean {
  return right.note === undefined || left.note === right.note;
}

/** Three-way merge: theirs, with what we changed since the base. Where both changed one entry, ours stands. */
export function mergeLexicons(base: LexiconContent, ours: LexiconContent, theirs: LexiconContent): LexiconContent {
  return { names: merged(base.names, ours.names, theirs.names), rejected: merged(base.rejected, ours.rejected, theirs.rejected) };
}

function merged<Entry>(base: ReadonlyMap<string, Entry>, ours: ReadonlyMap<string, Entry>, theirs: ReadonlyMap<string, Entry>): Map<string, Entry> {
  const result = new Map(theirs);
  for (const [key, entry] of ours) if (JSON.stringify(base.get(key)) !== JSON.stringify(entry)) result.set(key, entry);
  for (const key of base.keys()) if (!ours.has(key)) result.delete(key);
  return result;
}

/** The strings about which the two lexicons say different things. */
export function differingNames(before: LexiconContent, after: LexiconContent): Set<string> {
  const names = new Set<string>();
  compare(before.names, after.names, (left, right) => left?.label === right?.label, (entry) => names.add(entry.name));
  compare(before.rejected, after.rejected, (left, right) => left !== undefined && right !== undefined, (entry) => names.add(entry.name));
  return names;
}

function compare<Entry>(
  before: ReadonlyMap<string, Entry>, after: ReadonlyMap<string, Entry>, same: (left: Entry | undefined, right: Entry | undefined) => boolean, differs: (entry: Entry) => void,
): void {
  for (const [key, entry] of before) if (!same(entry, after.get(key))) differs(entry);
  for (const [key, entry] of after) if (!before.has(key)) differs(entry);
}

/** How many of the names are new to the lexicon, and how many get another label. */
export function countNews(content: LexiconContent, names: readonly AcceptedName[]): { readonly added: number; readonly relabelled: number } {
  let added = 0;
  let relabelled = 0;
  for (const { name, label } of names) {
    const known: EntityLabel | undefined = content.names.get(name)?.label;
    if (known === undefined) added++;
    else if (known !== label) relabelled++;
  }
  return { added, relabelled };
}
