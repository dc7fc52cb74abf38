import { finish, mix } from './hashing';
import { closes, labelOf, OUTSIDE, SEQUENCE_LABELS } from './labels';

/**
 * What stands left of a character, as transitions see it: outside (0), the end of a name by label (1 …), the start of the
 * text, and inside a name, which allows only its own M and E.
 */
export const START_STATE = SEQUENCE_LABELS.length + 1;
export const STATE_COUNT = START_STATE + 1;

/** The feature that holds the weights of the tags right of a state. */
export function transitionFeature(state: number): number {
  return finish(mix(0x7a11, state));
}

/** The state that a tag leaves behind for the next character; -1 for tags inside a name, which no weight follows. */
export function stateAfter(tag: number): number {
  if (tag === OUTSIDE) return 0;
  return closes(tag) ? labelOf(tag) + 1 : -1;
}
