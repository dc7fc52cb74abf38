import { EventEmitter, type Disposable } from 'vscode';
import type { Annotation } from '../../annotations/model';
import { compareBy, nextInOrder, type Compare, type SortOrder } from '../../annotations/order';
import { needsDecision } from '../../annotations/progress';
import { matches, parseQuery, type PageFacts, type Query } from '../../annotations/query';
import { queryNames } from '../../ui/words';
import { pageFacts } from '../pageFacts';
import type { PageSession, PageStructure } from '../pageSession';
import type { Grouping } from './groupings';

export type StatusFilter = 'all' | 'open' | 'accepted' | 'rejected';

/** Which annotations the review view lists and in which order; the review goes through them in the same order. */
export class ReviewFilter implements Disposable {
  private shownStatus: StatusFilter = 'all';
  private text = '';
  private query: Query = parseQuery('');
  private groupedBy: Grouping = 'article';
  private sortedBy: SortOrder = 'position';
  private compare: Compare = compareBy('position');
  /** The sorted annotations of a page, for as long as its list and the order are the same. */
  private sorted = new WeakMap<readonly Annotation[], readonly Annotation[]>();
  private readonly facts = new WeakMap<PageStructure, PageFacts>();
  private readonly changes = new EventEmitter<void>();
  readonly onDidChange = this.changes.event;

  get status(): StatusFilter {
    return this.shownStatus;
  }

  set status(status: StatusFilter) {
    this.shownStatus = status;
    this.changes.fire();
  }

  /** What stands in the filter box; see `parseQuery`. */
  get words(): string {
    return this.text;
  }

  set words(words: string) {
    this.text = words.trim();
    this.query = parseQuery(this.text, queryNames());
    this.changes.fire();
  }

  get grouping(): Grouping {
    return this.groupedBy;
  }

  set grouping(grouping: Grouping) {
    this.groupedBy = grouping;
    this.changes.fire();
  }

  get order(): SortOrder {
    return this.sortedBy;
  }

  set order(order: SortOrder) {
    this.sortedBy = order;
    this.compare = compareBy(order);
    this.sorted = new WeakMap();
    this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
  }

  /** Whether the view lists the annotation. */
  shows(session: PageSession, annotation: Annotation): boolean {
    return this.hasStatus(annotation) && this.fits(session, annotation);
  }

  /** Whether the view lists any annotation of the page. */
  showsAny(session: PageSession): boolean {
    if (this.shownStatus === 'all' && this.text === '') return session.annotations.size > 0;
    return session.annotations.all.some((annotation) => this.shows(session, annotation));
  }

  private fits(session: PageSession, annotation: Annotation): boolean {
    return this.text === '' || matches(annotation, this.query, this.factsOf(session));
  }

  /** What a query may ask of the page. */
  factsOf(session: PageSession): PageFacts {
    const { structure } = session;
    const facts = this.facts.get(structure) ?? pageFacts(session);
    this.facts.set(structure, facts);
    return facts;
  }

  /** All annotations of the page in the order of the view, those that it does not show among them. */
  inOrder({ annotations: { all } }: PageSession): readonly Annotation[] {
    if (this.sortedBy === 'position') return all;
    const known = this.sorted.get(all);
    if (known) return known;
    const sorted = [...all].sort(this.compare);
    this.sorted.set(all, sorted);
    return sorted;
  }

  /** Whether an annotation stays where it is in the order of the view when it becomes another. */
  keepsPlace(before: Annotation, now: Annotation): boolean {
    return this.compare(before, now) === 0;
  }

  /**
   * The next wanted annotation in the order of the view, of those that its words let through; goes round once. The
   * status filter does not count: what was just decided would end the way.
   * @param from an annotation, or an offset of the text where the order is that of reading
   */
  next(session: PageSession, from: Annotation | number, direction: 1 | -1, wanted: (annotation: Annotation) => boolean): Annotation | undefined {
    const list = this.inOrder(session);
    const start = typeof from === 'number' && this.sortedBy !== 'position' ? list.at(direction > 0 ? -1 : 0) ?? from : from;
    return nextInOrder(list, this.compare, start, direction, (annotation) => wanted(annotation) && this.fits(session, annotation))
      ?? (start === from ? undefined : [start as Annotation].find((one) => wanted(one) && this.fits(session, one)));
  }

  /** How many annotations of the page wait for a decision outside what the words let through. */
  openElsewhere(session: PageSession): number {
    return this.text === '' ? 0 : session.annotations.all.filter((one) => needsDecision(one) && !this.fits(session, one)).length;
  }

  private hasStatus(annotation: Annotation): boolean {
    switch (this.shownStatus) {
      case 'all': return true;
      case 'open': return needsDecision(annotation);
      default: return annotation.status === this.shownStatus;
    }
  }
}
