import { SUGGESTION_FIELDS, isUnplaced, type Annotation } from './model';
import type { Sidecar } from './sidecar';

/** One thing that differs between two sidecars of a page. */
export type SidecarChange =
  /** The page's text, its name or its encoding is another one. */
  | { readonly kind: 'header'; readonly field: 'file' | 'hash' | 'eol' | 'encoding'; readonly before: string; readonly after: string }
  | { readonly kind: 'added'; readonly after: Annotation }
  | { readonly kind: 'removed'; readonly before: Annotation }
  /** The same annotation, with what is different about it, most telling first. */
  | { readonly kind: 'changed'; readonly before: Annotation; readonly after: Annotation; readonly aspects: readonly Aspect[] };

/**
 * `status`: accepted, rejected or open again · `label` · `span`: other words · `lost`, `found`: its words are gone, or
 * there again · `value`: what a layer says of it · `note` · `conflict`: two people disagree, or no longer do ·
 * `decision`: the same decision by another person or at another time · `other`: fields of a newer version.
 */
export type Aspect = 'status' | 'label' | 'span' | 'lost' | 'found' | 'value' | 'note' | 'conflict' | 'decision' | 'other';

/** What a layer or a person says of an annotation besides label and status. */
const SAID_FIELDS = [...SUGGESTION_FIELDS.filter((field) => field !== 'label'), 'copy', 'of'] as const;

const HEADER_FIELDS = ['file', 'hash', 'eol', 'encoding'] as const;

/**
 * What changed from one sidecar to another, header first, then in the reading order of the later one. That every
 * annotation stands elsewhere since the page's text was changed is no change of the annotation.
 */
export function diffSidecars(before: Sidecar, after: Sidecar): SidecarChange[] {
  const changes: SidecarChange[] = [];
  for (const field of HEADER_FIELDS) {
    if (before.header[field] !== after.header[field]) {
      changes.push({ kind: 'header', field, before: before.header[field], after: after.header[field] });
    }
  }
  const sameText = before.header.hash === after.header.hash;
  const old = new Map(before.annotations.map((annotation) => [annotation.id, annotation]));
  for (const annotation of after.annotations) {
    const previous = old.get(annotation.id);
    old.delete(annotation.id);
    if (!previous) {
      changes.push({ kind: 'added', after: annotation });
      continue;
    }
    const aspects = differing(previous, annotation, sameText);
    if (aspects.length > 0) changes.push({ kind: 'changed', before: previous, after: annotation, aspects });
  }
  for (const annotation of old.values()) changes.push({ kind: 'removed', before: annotation });
  return changes;
}

function differing(before: Annotation, after: Annotation, sameText: boolean): Aspect[] {
  const moved = before.start !== after.start || before.end !== after.end;
  const aspects: [Aspect, boolean][] = [
    ['status', before.status !== after.status],
    ['label', before.label !== after.label],
    ['lost', isUnplaced(after) && !isUnplaced(before)],
    ['found', isUnplaced(before) && !isUnplaced(after)],
    ['span', before.quote !== after.quote || (sameText && moved && isUnplaced(before) === isUnplaced(after))],
    ['value', SAID_FIELDS.some((field) => before[field] !== after[field])],
    ['note', before.note !== after.note],
    ['conflict', JSON.stringify(before.conflict) !== JSON.stringify(after.conflict)],
    ['decision', before.status === after.status && (before.by !== after.by || before.at !== after.at)],
    ['other', before.layer !== after.layer || before.origin !== after.origin || JSON.stringify(before.extra) !== JSON.stringify(after.extra)],
  ];
  return aspects.filter(([, differs]) => differs).map(([aspect]) => aspect);
}
