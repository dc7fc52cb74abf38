import type { Segmenter } from '../entities/segmenter';
import type { WordCutter } from '../segmentation/wordCutter';

/** The part of nodejieba that cuts words. */
export interface JiebaCutter {
  cut(text: string, withUnknownWords: boolean): string[];
  tag(text: string): { word: string; tag: string }[];
}

/** NUL ends a text and lone surrogates change their length inside nodejieba: both are hidden from it. */
const UNSAFE = /\0|[\ud800-\udfff]/;
const EACH_UNSAFE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const STAND_IN = '\u25a1';
/** jieba's tag of what it knows nothing of. */
const UNKNOWN = 'x';

/**
 * nodejieba as a Segmenter. In place of what is hidden from nodejieba the words have a stand-in of the same length. Whole
 * texts are read by a cutter of the same words, since most of nodejieba's time goes into its maps and into strings.
 */
export function jiebaSegmenter(jieba: JiebaCutter, cutter: WordCutter): Segmenter {
  return {
    cut(text) {
      if (text === '') return [];
      return jieba.cut(UNSAFE.test(text) ? text.replace(EACH_UNSAFE, STAND_IN) : text, true);
    },
    tagOf(word) {
      const parts = jieba.tag(word);
      return parts.length === 1 ? parts[0].tag : UNKNOWN;
    },
    read: (text, ends, about) => cutter.read(text, ends, about),
  };
}
