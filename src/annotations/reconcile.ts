import { overlaps, type Span } from '../page/span';
import { SUGGESTION_FIELDS, isOpenSuggestion, type Annotation, type Layer, type Suggestion } from './model';

/** What a new analysis of a stretch of one layer changes. */
export interface Reconciliation {
  /** Suggestions that were not there before. */
  readonly added: readonly Suggestion[];
  /** Annotations still suggested, with other fields than before; ids and spans stay. */
  readonly updated: readonly Annotation[];
  /** Suggestions that the machine no longer makes. */
  readonly removed: readonly Annotation[];
}

/**
 * annotations = suggestions ⊕ decisions: what a person decided stays as it is and keeps suggestions off its words.
 * @param inRange the page's annotations that start in the stretch analysed, all layers
 * @param decided the decisions of this layer that share text with the stretch
 * @param suggestions sorted by start
 */
export function reconcile(
  layer: Layer,
  inRange: readonly Annotation[],
  decided: readonly Annotation[],
  suggestions: readonly Suggestion[],
): Reconciliation {
  const open = new Map<string, Annotation>();
  for (const annotation of inRange) {
    if (annotation.layer === layer && isOpenSuggestion(annotation)) open.set(placeKey(annotation), annotation);
  }
  const added: Suggestion[] = [];
  const updated: Annotation[] = [];
  let firstDecided = 0;
  for (const suggestion of suggestions) {
    while (firstDecided < decided.length && layer !== 'duplicate' && decided[firstDecided].end <= suggestion.start) firstDecided++;
    if (isSpokenFor(layer, suggestion, decided, firstDecided)) continue;
    const key = placeKey(suggestion);
    const existing = open.get(key);
    open.delete(key);
    if (!existing) added.push(suggestion);
    else if (!sameFields(existing, suggestion)) updated.push(withFields(existing, suggestion));
  }
  return { added, updated, removed: [...open.values()] };
}

/** Whether a decision already covers these words: the same words in any status, or an overlap with an accepted one. */
function isSpokenFor(layer: Layer, suggestion: Suggestion, decided: readonly Annotation[], from: number): boolean {
  for (let index = from; index < decided.length && decided[index].start < suggestion.end; index++) {
    const decision = decided[index];
    const same = decision.start === suggestion.start && decision.end === suggestion.end;
    if (same && (layer !== 'duplicate' || decision.group === suggestion.group)) return true;
    if (layer !== 'duplicate' && decision.status !== 'rejected' && overlaps(decision, suggestion)) return true;
  }
  return false;
}

function placeKey(place: Span & { readonly group?: string }): string {
  return `${place.start},${place.end},${place.group ?? ''}`;
}

function sameFields(annotation: Annotation, suggestion: Suggestion): boolean {
  return SUGGESTION_FIELDS.every((field) => annotation[field] === suggestion[field]);
}

/** The annotation with the suggestion's description in place of its own. */
function withFields(annotation: Annotation, suggestion: Suggestion): Annotation {
  const own = Object.fromEntries(Object.entries(annotation).filter(([field]) => !(SUGGESTION_FIELDS as string[]).includes(field)));
  return { ...(own as unknown as Annotation), ...suggestion };
}
