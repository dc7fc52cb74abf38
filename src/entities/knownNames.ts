import type { EntityLabel } from '../annotations/model';
import type { Span } from '../page/span';
import { contains, overlaps } from '../page/span';
import type { LabelledSpan } from './entity';
import { NameMatcher } from './nameMatcher';

/** A name that a person accepted or gave. */
export interface AcceptedName {
  readonly name: string;
  readonly label: EntityLabel;
}

/** A suggestion that a person rejected, with what stood around it: in this context the string is no name of any label. */
export interface RejectedName {
  readonly name: string;
  /** What stood before and after it in the paragraph; a rejection holds where both fit again. An empty string fits everywhere, '\n' is the paragraph's edge. */
  readonly before: string;
  readonly after: string;
}

type UsualLabel = (name: string) => EntityLabel | undefined;

/** A name that was rejected in so many contexts is a name in others only: where, the recogniser decides. */
const DOUBTED = 2;

/**
 * Names that the page's decisions and the workspace's lexicon have settled. Accepted names are found wherever they stand,
 * unless as part of a longer name; rejected ones are not suggested again in the same context. An accepted name that was
 * also rejected in several contexts is forced on no text, only known. A name of one character (华) has a label, but is
 * looked for nowhere: the character stands in too many words.
 */
export class KnownNames {
  private readonly matcher = new NameMatcher<EntityLabel>();
  private readonly rejected = new Map<string, RejectedName[]>();
  private readonly accepted = new Map<string, EntityLabel>();

  /** Of two labels for one name the later counts. Empty names are left out. */
  constructor(accepted: Iterable<AcceptedName>, rejected: Iterable<RejectedName> = []) {
    for (const { name, label } of accepted) {
      if (name.length > 1) this.matcher.add(name, label);
      this.accepted.set(name, label);
    }
    for (const one of rejected) {
      const same = this.rejected.get(one.name);
      if (same) same.push(one);
      else this.rejected.set(one.name, [one]);
    }
  }

  /** The label of an accepted name. */
  labelOf(name: string): EntityLabel | undefined {
    return this.accepted.get(name);
  }

  /** Whether the name is one wherever it stands, as far as decisions say. */
  private isTrusted(name: string): boolean {
    return (this.rejected.get(name)?.length ?? 0) < DOUBTED;
  }

  /**
   * Where accepted names stand in the text: the longest at each place, left to right.
   * @param usual the label of a name that has had several, where that is known better than from the last decision
   */
  find(text: string, usual: UsualLabel = () => undefined): LabelledSpan[] {
    if (this.accepted.size === 0) return [];
    return this.matcher.find(text).map(({ start, end, value }) => ({ start, end, label: usual(text.slice(start, end)) ?? value }))
      .filter((span) => !this.isRejected(text, span));
  }

  /** Whether the string at the span has been rejected in this context. */
  isRejected(text: string, span: Span): boolean {
    const rejections = this.rejected.get(text.slice(span.start, span.end));
    if (!rejections) return false;
    const framed = `\n${text}\n`;
    return rejections.some((rejection) => framed.startsWith(rejection.after, span.end + 1)
      && span.start + 1 >= rejection.before.length && framed.startsWith(rejection.before, span.start + 1 - rejection.before.length));
  }

  /**
   * The mentions with every decision kept: nothing rejected, every accepted name that is trusted and that no longer mention
   * holds. An organisation that was cut in the middle of an accepted place begins with the place.
   * @param settled makes a mention of an accepted name
   * @param usual as for `find`; a mention of such a name keeps the label that fits its context
   */
  enforce<Mention extends LabelledSpan>(
    text: string, mentions: readonly Mention[], settled: (span: LabelledSpan) => Mention, usual: UsualLabel = () => undefined,
  ): Mention[] {
    let kept = mentions.filter((mention) => !this.isRejected(text, mention)).map((mention) => {
      const name = text.slice(mention.start, mention.end);
      const label = this.accepted.get(name);
      return label === undefined || label === mention.label || usual(name) !== undefined ? mention : settled({ start: mention.start, end: mention.end, label });
    });
    for (const span of this.find(text, usual)) {
      const name = text.slice(span.start, span.end);
      if (!this.isTrusted(name)) continue;
      const isFirm = usual(name) === undefined;
      const touching = kept.filter((mention) => overlaps(mention, span));
      if (touching.some((mention) => contains(mention, span) && (!isFirm || mention.end - mention.start > span.end - span.start))) continue;
      kept = kept.filter((mention) => !overlaps(mention, span));
      const body = span.label === 'PLACE' ? touching.find(({ label, end }) => label === 'ORG' && end > span.end) : undefined;
      const whole = body && { ...body, start: span.start };
      kept.push(whole && !this.isRejected(text, whole) ? whole : settled(span));
    }
    return kept;
  }
}
