import type { PageAnnotations } from '../annotations/pageAnnotations';
import { breathe } from '../files/slices';

/** Annotations moved after an edit before the extension host turns to other things: a few milliseconds' worth. */
const SETTLED_AT_ONCE = 1500;

/** Gets what edits moved ready for whoever looks, a portion at a time: a long page has more than can be done at once. Resolves when it is. */
export async function settled(annotations: PageAnnotations, isWanted: () => boolean = () => true): Promise<void> {
  do await breathe();
  while (isWanted() && annotations.settle(SETTLED_AT_ONCE));
}
