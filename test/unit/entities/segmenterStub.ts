import { NO_WORD, type Segmenter } from '../../../src/entities/segmenter';

/** Cuts off the longest of the given words at each place, single characters elsewhere: enough for tests, and always the same. */
export function stubSegmenter(tags: Readonly<Record<string, string>> = {}): Segmenter {
  const words = Object.keys(tags).sort((left, right) => right.length - left.length);
  return {
    cut(text: string): string[] {
      const cut: string[] = [];
      for (let at = 0; at < text.length;) {
        const word = words.find((candidate) => text.startsWith(candidate, at)) ?? text[at];
        cut.push(word);
        at += word.length;
      }
      return cut;
    },
    tagOf: (word) => tags[word] ?? 'x',
    commonnessOf: (word) => (word in tags ? 3 : NO_WORD),
  };
}
