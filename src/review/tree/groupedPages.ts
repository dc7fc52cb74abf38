import { atOnce } from '../../annotations/atOnce';
import type { Annotation } from '../../annotations/model';
import { inSlices } from '../../files/slices';
import type { PageSession } from '../pageSession';
import { GroupedPage, annotationsOfGroup } from './groupedPage';
import type { ReviewFilter } from './reviewFilter';
import type { PageNode, ReviewNode } from './reviewNodes';

/** Pages with more annotations than this are grouped with breaks. */
const MANY = 5000;

interface Known {
  readonly page: GroupedPage;
  isCurrent: boolean;
}

/**
 * The grouped pages of the review view. A long page is grouped with breaks, and until that is done the view goes on with
 * what it has.
 */
export class GroupedPages {
  private readonly known = new WeakMap<PageSession, Known>();
  private readonly changes = new WeakMap<PageSession, number>();
  private readonly grouping = new Map<PageSession, Promise<GroupedPage>>();

  constructor(private readonly filter: ReviewFilter, private readonly nodeOf: (session: PageSession) => PageNode) {}

  /** The page as it is now; a long one may take tenths of a second. */
  now(session: PageSession): GroupedPage {
    const known = this.known.get(session);
    if (known?.isCurrent) return known.page;
    const page = atOnce(this.group(session));
    this.known.set(session, { page, isCurrent: true });
    return page;
  }

  /** The page as it is now, or as it was a moment ago where it is long. */
  latest(session: PageSession): GroupedPage {
    return isLong(session) ? this.known.get(session)?.page ?? this.now(session) : this.now(session);
  }

  /** The page as it is now, or at the beginning of the work where something changes meanwhile. */
  soon(session: PageSession): GroupedPage | Promise<GroupedPage> {
    const known = this.known.get(session);
    if (known?.isCurrent || !isLong(session)) return this.now(session);
    const grouping = this.grouping.get(session) ?? this.groupSoon(session).finally(() => { this.grouping.delete(session); });
    this.grouping.set(session, grouping);
    return grouping;
  }

  /** The annotations under a node as they are now. */
  annotationsUnder(node: ReviewNode): readonly Annotation[] {
    const { session } = node;
    const isGroup = node.kind !== 'annotation' && node.kind !== 'side' && node.kind !== 'portion';
    if (isGroup && isLong(session) && !this.known.get(session)?.isCurrent) return annotationsOfGroup(node, this.filter);
    return this.now(session).annotationsUnder(node);
  }

  /** Takes over what became of some annotations; see `GroupedPage.update`. */
  update(session: PageSession, ids: readonly string[]): ReturnType<GroupedPage['update']> {
    const known = this.known.get(session);
    this.countChange(session);
    return known?.isCurrent ? known.page.update(ids) : undefined;
  }

  /** Something changed on the page: it must be grouped again. */
  outdate(session: PageSession): void {
    this.countChange(session);
    const known = this.known.get(session);
    if (known) known.isCurrent = false;
  }

  private countChange(session: PageSession): void {
    this.changes.set(session, (this.changes.get(session) ?? 0) + 1);
  }

  private async groupSoon(session: PageSession): Promise<GroupedPage> {
    const before = this.changes.get(session);
    const page = await inSlices(this.group(session));
    const isCurrent = this.changes.get(session) === before;
    if (!this.known.get(session)?.isCurrent) this.known.set(session, { page, isCurrent });
    return page;
  }

  private group(session: PageSession): Generator<void, GroupedPage> {
    return GroupedPage.inSlices(session, this.nodeOf(session), this.filter);
  }
}

/** Whether the page is so long that views follow it with breaks. */
export function isLong(session: PageSession): boolean {
  return session.annotations.size > MANY;
}
