import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Segmenter, Word } from '../entities/segmenter';

/** The part of nodejieba that is used here; its own types are wider than what it does. */
interface Jieba {
  readonly DEFAULT_DICT: string;
  readonly DEFAULT_HMM_DICT: string;
  readonly DEFAULT_USER_DICT: string;
  readonly DEFAULT_IDF_DICT: string;
  readonly DEFAULT_STOP_WORD_DICT: string;
  load(): unknown;
  tag(text: string): { word: string; tag: string }[];
}

/** NUL ends a text and lone surrogates change their length inside nodejieba: both are hidden from it. */
const UNSAFE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const STAND_IN = '\u25a1';

/**
 * Loads nodejieba, which takes about two seconds and 240 MB. A missing dictionary would make it call `abort()`, so its
 * files are looked for first.
 * @throws Error naming what is missing
 */
export function loadSegmenter(): Segmenter {
  const jieba = requireJieba();
  for (const path of [jieba.DEFAULT_DICT, jieba.DEFAULT_HMM_DICT, jieba.DEFAULT_USER_DICT, jieba.DEFAULT_IDF_DICT, jieba.DEFAULT_STOP_WORD_DICT]) {
    if (!existsSync(path)) throw new Error(`nodejieba's dictionary is missing: ${path}`);
  }
  jieba.load();
  return { tag: (text) => tag(jieba, text) };
}

function requireJieba(): Jieba {
  const binary = join(dirname(require.resolve('nodejieba')), 'build', 'Release', 'nodejieba.node');
  if (!existsSync(binary)) throw new Error(`nodejieba is not built for this platform: ${binary}`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a native module, kept out of the bundle and loaded late
  return require('nodejieba') as Jieba;
}

function tag(jieba: Jieba, text: string): Word[] {
  if (text === '') return [];
  const safe = text.replace(UNSAFE, STAND_IN);
  const words: Word[] = [];
  let offset = 0;
  for (const { word, tag: partOfSpeech } of jieba.tag(safe)) {
    words.push({ text: text.slice(offset, offset + word.length), tag: partOfSpeech });
    offset += word.length;
  }
  if (offset !== text.length) throw new Error(`nodejieba returned ${offset} of ${text.length} code units`);
  return words;
}
