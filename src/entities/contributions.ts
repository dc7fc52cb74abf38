import type { DecidedName } from './lessons';
import { rejectionKey, type LexiconChange, type LexiconContent, type LexiconName, type LexiconRejection } from './workspaceLexicon';

interface Contribution {
  /** The annotations whose decisions say it. */
  readonly ids: Set<string>;
  /** What the lexicon said before the first of them; undefined: nothing. */
  readonly before: LexiconName | LexiconRejection | undefined;
  readonly isName: boolean;
  readonly key: string;
}

/** What an annotation says now; without a name it says nothing any more. */
export interface Statement {
  readonly id: string;
  readonly name?: DecidedName;
}

/**
 * Which entries of a lexicon stand on decisions of this session, so that a decision that is taken back takes its entry
 * with it, and nothing else.
 */
export class Contributions {
  private readonly byKey = new Map<string, Contribution>();
  private readonly byId = new Map<string, Contribution>();

  /** The change that decisions make to a lexicon; of two that contradict each other the later in the list counts. */
  changeFor(content: LexiconContent, statements: readonly Statement[]): LexiconChange {
    const names = new Map<string, LexiconName>();
    const rejected = new Map<string, LexiconRejection>();
    const removedNames: string[] = [];
    const removedRejections: string[] = [];
    const made = new Set<Contribution>();
    const left: (readonly [id: string, contribution: Contribution])[] = [];
    for (const { id, name: decided } of statements) {
      const old = this.byId.get(id);
      const now = decided && this.contribution(content, decided, made);
      if (old && old !== now) left.push([id, old]);
      if (!now) this.byId.delete(id);
      else {
        now.ids.add(id);
        this.byId.set(id, now);
      }
      if (!decided) continue;
      const { name, label, before, after } = decided;
      const rejection = { name, before, after };
      const key = rejectionKey(rejection);
      if (label === undefined) rejected.set(key, rejection);
      else {
        names.set(name, { ...content.names.get(name), name, label });
        rejected.delete(key);
        if (content.rejected.has(key)) removedRejections.push(key);
      }
    }
    for (const [id, contribution] of left) {
      const { ids, before, isName, key } = contribution;
      ids.delete(id);
      if (ids.size > 0) continue;
      if (this.byKey.get(mapKey(contribution)) !== contribution) continue;
      this.byKey.delete(mapKey(contribution));
      if (isName && before) names.set(key, before as LexiconName);
      else if (!before) (isName ? removedNames : removedRejections).push(key);
    }
    return { names: [...names.values()], rejected: [...rejected.values()], removedNames, removedRejections };
  }

  /**
   * What a decision says, together with those that say the same. Those whose entry somebody has removed since say nothing
   * any more.
   * @param made contributions of this change, whose entries are still to come
   */
  private contribution(content: LexiconContent, { name, label, before, after }: DecidedName, made: Set<Contribution>): Contribution {
    const isName = label !== undefined;
    const key = isName ? name : rejectionKey({ name, before, after });
    const entry = (isName ? content.names : content.rejected).get(key);
    const fresh: Contribution = { ids: new Set(), before: entry, isName, key };
    const known = this.byKey.get(mapKey(fresh));
    if (known && (entry || made.has(known))) return known;
    this.byKey.set(mapKey(fresh), fresh);
    made.add(fresh);
    return fresh;
  }
}

function mapKey({ isName, key }: Contribution): string {
  return `${isName ? 'name' : 'rejected'} ${key}`;
}
