import type { Traces } from '../annotations/sidecar';
import type { Span } from '../page/span';
import type { Request, TraceInContext } from './protocol';

/** Annotations or places in one message: a few milliseconds' worth of packing and unpacking. */
const MESSAGE_SIZE = 2000;

/** What a sidecar knows of places, in messages of which none holds up who sends it. */
export function* tracesInPortions({ annotations, contexts }: Traces): Generator<TraceInContext[]> {
  for (let from = 0; from < annotations.length; from += MESSAGE_SIZE) {
    yield annotations.slice(from, from + MESSAGE_SIZE).map(({ id, layer, group, quote, start, end, changed }) => ({
      id, layer, quote, start, end, ...(group === undefined ? {} : { group }), ...(changed ? { changed } : {}),
      ...contexts.get(id) ?? { before: '', after: '' },
    }));
  }
}

export function* placesInPortions(places: ReadonlyMap<string, Span>): Generator<{ ids: string[]; spans: Int32Array }> {
  const all = [...places];
  for (let from = 0; from < all.length; from += MESSAGE_SIZE) {
    const portion = all.slice(from, from + MESSAGE_SIZE);
    yield { ids: portion.map(([id]) => id), spans: Int32Array.from(portion.flatMap(([, { start, end }]) => [start, end])) };
  }
}

/** Puts the portions of each page together. */
export class TraceCollector {
  private readonly pages = new Map<string, TraceInContext[]>();

  receive({ page, traces }: Extract<Request, { type: 'traces' }>): void {
    const known = this.pages.get(page) ?? [];
    for (const trace of traces) known.push(trace);
    this.pages.set(page, known);
  }

  /** What was sent for a page; it is forgotten then. */
  take(page: string): Traces {
    const traces = this.pages.get(page) ?? [];
    this.pages.delete(page);
    return { annotations: traces, contexts: new Map(traces.map(({ id, before, after }) => [id, { before, after }])) };
  }
}
