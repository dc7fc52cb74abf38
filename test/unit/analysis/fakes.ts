import type { EntityMention, ParagraphText } from '../../../src/entities/entity';
import type { EntityTagger } from '../../../src/entities/tagger';

/** Finds the given words and nothing else, each with a label: what the analysis does with mentions needs no more. */
export function wordTagger(words: Readonly<Record<string, EntityMention['label']>>): EntityTagger {
  const tagger: Pick<EntityTagger, 'readParagraph' | 'settle' | 'pageSense' | 'rehearse'> = {
    readParagraph: ({ text }: ParagraphText) => {
      const mentions: EntityMention[] = [];
      for (const [word, label] of Object.entries(words)) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          mentions.push({ start: at, end: at + word.length, label, confidence: 0.5 });
        }
      }
      return mentions.sort((left, right) => left.start - right.start);
    },
    settle: (text, mentions, known) => known?.enforce(text, mentions, (span) => ({ ...span, confidence: 1 })) ?.sort((left, right) => left.start - right.start) ?? [...mentions],
    rehearse: () => false,
    pageSense: (_paragraphs, found) => found.map((mentions) => [...mentions]),
  };
  return tagger as EntityTagger;
}
