import type { EntityLabel } from '../annotations/model';
import type { Span } from '../page/span';
import type { EntityMention, ParagraphText } from './entity';
import { NameMatcher } from './nameMatcher';

/** Where a string stands, whether it was taken for a name there or not. */
export interface Occurrence extends Span {
  readonly text: string;
}

/** How often a string was taken for a name, and how surely at most. */
export interface Taken {
  readonly mentions: number;
  readonly confidence: number;
}

/** The strings that were taken for names, or for names of one label. */
export function takenFor(paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[], label?: EntityLabel): Map<string, Taken> {
  const taken = new Map<string, Taken>();
  found.forEach((mentions, index) => {
    for (const mention of mentions) {
      if (label !== undefined && mention.label !== label) continue;
      const name = paragraphs[index].text.slice(mention.start, mention.end);
      const before = taken.get(name);
      taken.set(name, { mentions: (before?.mentions ?? 0) + 1, confidence: Math.max(before?.confidence ?? 0, mention.confidence) });
    }
  });
  return taken;
}

/** All places on the page where one of the strings stands, also across each other; of those that begin at one place the longest. */
export function occurrencesOf(names: readonly string[], paragraphs: readonly ParagraphText[]): Map<string, Occurrence[]> {
  const occurrences = new Map<string, Occurrence[]>();
  if (names.length === 0) return occurrences;
  const matcher = new NameMatcher<string>();
  for (const name of names) {
    matcher.add(name, name);
    occurrences.set(name, []);
  }
  for (const { text } of paragraphs) for (const { start, end, value } of matcher.findOverlapping(text)) occurrences.get(value)!.push({ text, start, end });
  return occurrences;
}
