import { NO_WORD, packWord, type Segmenter } from '../../../src/entities/segmenter';

/** Cuts off the longest of the given words at each place, single characters elsewhere: enough for tests, and always the same. */
export function stubSegmenter(tags: Readonly<Record<string, string>> = {}, commonness = 3): Segmenter {
  const words = Object.keys(tags).sort((left, right) => right.length - left.length);
  const cut = (text: string): string[] => {
    const found: string[] = [];
    for (let at = 0; at < text.length;) {
      const word = words.find((candidate) => text.startsWith(candidate, at)) ?? text[at];
      found.push(word);
      at += word.length;
    }
    return found;
  };
  const tagOf = (word: string): string => tags[word] ?? 'x';
  return {
    cut,
    tagOf,
    read(text, ends, about) {
      let end = 0;
      return cut(text).reduce((count, word) => {
        ends[count] = end += word.length;
        about[count] = packWord(tagOf(word), word in tags ? commonness : NO_WORD);
        return count + 1;
      }, 0);
    },
  };
}
