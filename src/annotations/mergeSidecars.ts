import type { Context } from './context';
import { mergeAnnotations } from './merge';
import { isOpenSuggestion, type Annotation } from './model';
import type { Sidecar, SidecarHeader } from './sidecar';

export interface SidecarMerge {
  readonly header: SidecarHeader;
  readonly annotations: readonly Annotation[];
  /** The words around an annotation, as the side that it is from has them. */
  readonly contextOf: (annotation: Annotation) => Context;
  /** Ids of annotations that the two sides decided differently. */
  readonly conflicts: readonly string[];
  /** Whether the sides were written for different texts of the page. */
  readonly textsDiffer: boolean;
}

/**
 * Three-way merge of sidecars without the page at hand (git merges the page by itself). Where the sides were written for
 * different texts, places are those of the side that changed the text, and a decision that only the other side has
 * stands empty and `changed`: its words are searched when the page is next opened.
 * @param base undefined where both sides made a sidecar of their own
 */
export function mergeSidecars(base: Sidecar | undefined, ours: Sidecar, theirs: Sidecar): SidecarMerge {
  const textsDiffer = ours.header.hash !== theirs.header.hash;
  const leadsWithTheirs = textsDiffer && base?.header.hash === ours.header.hash;
  const [leading, other] = leadsWithTheirs ? [theirs, ours] : [ours, theirs];
  const { annotations, conflicts } = mergeAnnotations(base?.annotations ?? [], leading.annotations, other.annotations);
  const led = new Set(leading.annotations.map(({ id }) => id));
  return {
    header: leading.header,
    annotations: textsDiffer ? annotations.flatMap((annotation) => (led.has(annotation.id) ? [annotation] : withoutPlace(annotation, leading.header.length))) : annotations,
    contextOf: ({ id }) => leading.contexts.get(id) ?? other.contexts.get(id) ?? { before: '', after: '' },
    conflicts,
    textsDiffer,
  };
}

/** A suggestion is made anew by the analysis; a decision waits for its place. */
function withoutPlace(annotation: Annotation, length: number): Annotation[] {
  if (isOpenSuggestion(annotation)) return [];
  const at = Math.min(annotation.start, length);
  return [{ ...annotation, start: at, end: at, changed: true }];
}
