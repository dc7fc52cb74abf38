import type { EntityLabel } from '../annotations/model';
import type { Span } from '../page/span';
import type { EntityMention, ParagraphText } from './entity';
import { NameMatcher } from './nameMatcher';

/** Where a string stands, whether it was taken for a name there or not. */
export interface Occurrence extends Span {
  readonly text: string;
}

/** How often each string was taken for a name of the label. */
export function mentionCounts(paragraphs: readonly ParagraphText[], found: readonly (readonly EntityMention[])[], label: EntityLabel): Map<string, number> {
  const counts = new Map<string, number>();
  found.forEach((mentions, index) => {
    for (const mention of mentions) {
      if (mention.label !== label) continue;
      const name = paragraphs[index].text.slice(mention.start, mention.end);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  });
  return counts;
}

/** All places on the page where one of the strings stands, the longest one at each. */
export function occurrencesOf(names: readonly string[], paragraphs: readonly ParagraphText[]): Map<string, Occurrence[]> {
  const occurrences = new Map<string, Occurrence[]>();
  if (names.length === 0) return occurrences;
  const matcher = new NameMatcher<string>();
  for (const name of names) {
    matcher.add(name, name);
    occurrences.set(name, []);
  }
  for (const { text } of paragraphs) for (const { start, end, value } of matcher.find(text)) occurrences.get(value)!.push({ text, start, end });
  return occurrences;
}
