import { atOnce } from '../../../src/annotations/atOnce';
import { isDecided, isUnplaced } from '../../../src/annotations/model';
import { PageAnnotations } from '../../../src/annotations/pageAnnotations';
import { comparisonOf, inPage, isLongReplacement, placesIn } from '../../../src/annotations/replacedText';
import { applyChange, likelyChange } from '../../../src/annotations/textChange';
import type { AnnotatedPage } from './annotatedPages';
import { isOwn, survivor, type DisturbedText } from './disturb';
import type { RestoreScore } from './scoreRestore';

/**
 * Follows a change as the editor tells it.
 * @param how `atOnce`: one replacement, as when a file is read again from disk; `stepByStep`: an edit for each stretch
 * that differs, from the end to the start, as a person or find-and-replace makes them
 */
export function scoreLive(page: AnnotatedPage, changed: DisturbedText, how: 'atOnce' | 'stepByStep', score: RestoreScore, report?: (line: string) => void): void {
  const store = new PageAnnotations(page.text, page.annotations);
  if (how === 'atOnce') replaceAtOnce(store, changed.text);
  else for (const change of steps(page.text, changed)) store.changeText(change, applyChange(store.text, change));
  if (store.text !== changed.text) throw new Error('the steps do not give the changed text');
  for (const before of page.annotations) {
    if (!isDecided(before)) continue;
    const now = store.get(before.id);
    if (!now) throw new Error(`${before.quote} was dropped`);
    const truth = survivor(changed, page.text, before);
    if (truth) score.survivors++;
    if (isUnplaced(now) || now.changed) {
      if (truth) report?.(`missed ${before.quote}: ${JSON.stringify(changed.text.slice(Math.max(0, truth.start - 15), truth.end + 15))}`);
      continue;
    }
    if (truth && now.start === truth.start && now.end === truth.end) score.placed++;
    else if (truth || !isOwn(changed, page.text, before, now)) {
      score.wrong++;
      report?.(`wrong ${before.quote}: ${JSON.stringify(page.text.slice(Math.max(0, before.start - 15), before.end + 15))} → ${JSON.stringify(changed.text.slice(Math.max(0, now.start - 15), now.end + 15))}`);
    }
  }
}

/** As the editor follows a file that was read again from disk. */
function replaceAtOnce(store: PageAnnotations, text: string): void {
  const { text: before } = store;
  const change = likelyChange(before, { start: 0, removed: before.length, inserted: text });
  const replaced = store.touching({ start: change.start, end: change.start + change.removed });
  store.changeText(change, text);
  if (!isLongReplacement(change)) return;
  const comparison = comparisonOf(change, before, text, replaced);
  const places = inPage(placesIn(comparison), comparison);
  atOnce(store.putBack(new Set(places.keys()), (id) => places.get(id)));
}

/** The edits that lead from one text to the other, the last in the text first, so that offsets hold. Needs the order kept. */
function steps(before: string, { text, places }: DisturbedText): { start: number; removed: number; inserted: string }[] {
  const edits: { start: number; removed: number; inserted: string }[] = [];
  let oldFrom = 0;
  let newFrom = 0;
  for (let old = 0; old <= before.length; old++) {
    const place = old < before.length ? places[old] : text.length;
    if (place < 0) continue;
    if (old > oldFrom || place > newFrom) edits.push({ start: oldFrom, removed: old - oldFrom, inserted: text.slice(newFrom, place) });
    oldFrom = old + 1;
    newFrom = place + 1;
  }
  return edits.reverse();
}
