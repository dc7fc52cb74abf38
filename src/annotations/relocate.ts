import type { Span } from '../page/span';
import { rawSpan } from './composed';
import { folded, foldWithOffsets } from './foldText';
import { isUnplaced } from './model';
import { placeAll } from './placing';
import { Reanchorer } from './reanchor';
import { rememberedText } from './rememberedText';
import type { Traces } from './sidecar';
import { TextMatch } from './textMatch';

/**
 * Where the annotations of a sidecar are in the text that the page has now: by id, without those whose place is not
 * certain. It takes about a second per 500,000 characters of a changed text.
 * @param sameText whether the text is the one that the sidecar was written for: only what has no place is searched then
 *   (a merge may have brought it, or an undone edit its words)
 */
export function findPlaces(traces: Traces, text: string, sameText: boolean): Map<string, Span> {
  if (!sameText) return relocate(traces, text);
  const found = new Map<string, Span>();
  let reanchorer: Reanchorer | undefined;
  for (const trace of traces.annotations) {
    if (!isUnplaced(trace)) continue;
    reanchorer ??= new Reanchorer(text);
    const span = reanchorer.place({ quote: trace.quote, start: trace.start, ...traces.contexts.get(trace.id) ?? { before: '', after: '' } });
    if (span) found.set(trace.id, span);
  }
  return found;
}

/**
 * Finds the annotations of a sidecar in a text that was changed while nobody watched: what the sidecar remembers of the
 * old page is compared with the new one. White space, width forms and composed characters do not count; the words themselves must be the
 * same: never an edit distance.
 * @returns the spans in the new text by id; without those whose place is not certain
 */
function relocate(sidecar: Traces, text: string): Map<string, Span> {
  const old = rememberedText(sidecar);
  const now = foldWithOffsets(text);
  const found = new Map<string, Span>();
  for (const [id, { place, length }] of placeAll(new TextMatch(old.text, now.text), sidecar.annotations, ({ id }) => old.starts.get(id))) {
    found.set(id, rawSpan(now, place, length));
  }
  const isRemembered = (id: string, quote: string): boolean => old.text.startsWith(folded(quote), old.starts.get(id) ?? old.text.length);
  const reanchorer = new Reanchorer(text, now);
  for (const { id, quote, start } of sidecar.annotations) {
    if (isRemembered(id, quote)) continue; // the others lost their words before, or come from a merge; they may be here
    const span = reanchorer.place({ quote, start, ...sidecar.contexts.get(id) ?? { before: '', after: '' } });
    if (span) found.set(id, span);
  }
  return found;
}
