import { toDo, type PageCounts } from './pageSurvey';

/** How a page of a corpus stands, as far as order and filter ask. */
export interface StandingPage {
  readonly path: string;
  readonly kind: 'none' | 'read' | 'broken' | 'unreadable' | 'gone';
  readonly counts: PageCounts;
  readonly stale: boolean;
}

export type CorpusOrder = 'name' | 'open' | 'progress';
/** `todo`: somebody must decide; `trouble`: conflicts, lost words, what cannot be read; `none`: not annotated; `done`: all is decided. */
export type CorpusShow = 'all' | 'todo' | 'trouble' | 'none' | 'done';

/** The part of a page that is decided, 0 to 1; 1 where there is nothing to decide. */
export function shareDone({ total, accepted, rejected }: PageCounts): number {
  return total === 0 ? 1 : (accepted + rejected) / total;
}

export function isToDo({ kind, counts }: StandingPage): boolean {
  return kind === 'read' && toDo(counts) > 0;
}

export function hasTrouble({ kind, counts, stale }: StandingPage): boolean {
  return kind === 'broken' || kind === 'unreadable' || stale || counts.conflicts + counts.unplaced + counts.changed > 0;
}

/** Pages whose path holds the words, in the wanted order; what is equal stands in the order of the paths. */
export function arrangePages<Page extends StandingPage>(pages: readonly Page[], order: CorpusOrder, show: CorpusShow, words: string): Page[] {
  const wanted = words.toLowerCase();
  return pages
    .filter((page) => page.kind !== 'gone' && shows(page, show) && page.path.toLowerCase().includes(wanted))
    .sort((a, b) => weight(b, order) - weight(a, order) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function shows(page: StandingPage, show: CorpusShow): boolean {
  switch (show) {
    case 'all': return true;
    case 'todo': return isToDo(page);
    case 'trouble': return hasTrouble(page);
    case 'none': return page.kind === 'none';
    case 'done': return page.kind === 'read' && toDo(page.counts) === 0;
  }
}

/** The least progress comes first; pages that are not annotated after those that are begun, finished ones last. */
function weight(page: StandingPage, order: CorpusOrder): number {
  if (order === 'name') return 0;
  if (order === 'open') return toDo(page.counts);
  if (page.kind === 'none') return -0.5;
  return page.kind === 'read' && toDo(page.counts) > 0 ? 1 - shareDone(page.counts) : page.kind === 'read' ? -1 : 2;
}
