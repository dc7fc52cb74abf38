import { contextOf } from '../annotations/context';
import { linePlace, lineStarts } from '../annotations/lineStarts';
import type { NameMention } from '../annotations/pageSurvey';
import type { PlacedMention } from './protocol';

/** Mentions with their lines and the words around them. */
export function placeMentions(text: string, mentions: readonly NameMention[]): PlacedMention[] {
  const starts = lineStarts(text);
  return mentions.map((mention) => ({ ...mention, ...contextOf(text, mention), from: linePlace(starts, mention.start), to: linePlace(starts, mention.end) }));
}
