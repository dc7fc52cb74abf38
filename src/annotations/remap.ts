import type { Afters } from './decisions';
import { isOpenSuggestion, LAYERS, type Annotation, type Layer } from './model';

/** A label as it is used on pages. */
export interface UsedLabel {
  readonly layer: Layer;
  readonly label: string;
  readonly count: number;
}

/** Whether the label is a person's or an import's; suggestions get theirs anew from the machine. */
export function hasOwnLabel(annotation: Annotation): boolean {
  return annotation.layer !== 'duplicate' && !isOpenSuggestion(annotation);
}

/** The labels that annotations have, with how many, by layer and name; copies and open suggestions left out. */
export function usedLabels(annotations: Iterable<Annotation>): UsedLabel[] {
  const counts = new Map<string, UsedLabel>();
  for (const annotation of annotations) {
    if (!hasOwnLabel(annotation)) continue;
    const { layer, label } = annotation;
    const key = `${layer} ${label}`;
    counts.set(key, { layer, label, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) || (a.label < b.label ? -1 : 1));
}

/** Gives annotations another name for their label; what was decided on them, by whom and when, stays. */
export function remap(annotations: readonly Annotation[], label: string): Afters {
  return annotations.map((annotation) => [annotation.id, { ...annotation, label }]);
}
